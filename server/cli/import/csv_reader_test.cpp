#include "cli/import/csv_reader.h"

#include "cli/testing/text_source.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace bs::cli {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

using Record = std::vector<std::string>;

struct Reading {
    std::vector<Record> records;
    std::vector<std::string> problems;  // one for each record, empty where there is none
    std::vector<std::uint64_t> rows;
    std::vector<std::uint64_t> lines;
    std::string error;
};

Reading read_all(const std::string& text, char delimiter = ',', std::size_t piece = 1'000'000) {
    TextSource source(text, piece);
    CsvReader reader(source);
    reader.set_delimiter(delimiter);
    Reading reading;
    for (;;) {
        const auto found = reader.next();
        if (!found) reading.error = found.error().detail;
        if (!found || !*found) return reading;
        reading.records.emplace_back(reader.fields().begin(), reader.fields().end());
        reading.problems.emplace_back(reader.problem());
        reading.rows.push_back(reader.row());
        reading.lines.push_back(reader.line());
    }
}

TEST(CsvReader, SplitsRecordsAndCells) {
    EXPECT_THAT(read_all("a,b\n1,2\n").records, ElementsAre(Record{"a", "b"}, Record{"1", "2"}));
}

TEST(CsvReader, TakesALastLineWithoutAnEnd) {
    EXPECT_THAT(read_all("a,b\n1,2").records, ElementsAre(Record{"a", "b"}, Record{"1", "2"}));
}

TEST(CsvReader, TakesCarriageReturnsBeforeLineFeeds) {
    EXPECT_THAT(read_all("a,b\r\n1,\"2\"\r\n").records, ElementsAre(Record{"a", "b"}, Record{"1", "2"}));
}

TEST(CsvReader, SkipsAByteOrderMark) {
    EXPECT_THAT(read_all("\xEF\xBB\xBF"
                         "a\n")
                    .records,
                ElementsAre(Record{"a"}));
}

TEST(CsvReader, KeepsEmptyCellsAndSkipsBlankLines) {
    const Reading reading = read_all("a,,b\n\n,\n\r\nx\n");
    EXPECT_THAT(reading.records, ElementsAre(Record{"a", "", "b"}, Record{"", ""}, Record{"x"}));
    EXPECT_THAT(reading.rows, ElementsAre(1, 3, 5));
}

TEST(CsvReader, UnquotesCells) {
    EXPECT_THAT(read_all("\"a,b\",\"say \"\"hi\"\"\",\"\"\n").records, ElementsAre(Record{"a,b", "say \"hi\"", ""}));
}

TEST(CsvReader, CountsLinesInsideOfQuotes) {
    const Reading reading = read_all("\"a\nb\",c\nd,e\n");
    EXPECT_THAT(reading.records, ElementsAre(Record{"a\nb", "c"}, Record{"d", "e"}));
    EXPECT_THAT(reading.rows, ElementsAre(1, 2));
    EXPECT_THAT(reading.lines, ElementsAre(1, 3));
}

TEST(CsvReader, NamesARecordThatIsNotCsvAndGoesOn) {
    const Reading reading = read_all("a\"b,c\n\"d\"e,f\nx\ry,z\n1,2\n");
    EXPECT_THAT(reading.problems,
                ElementsAre(HasSubstr("quote"), HasSubstr("closing quote"), HasSubstr("carriage return"), IsEmpty()));
    EXPECT_THAT(reading.records.back(), ElementsAre("1", "2"));
    EXPECT_THAT(reading.rows, ElementsAre(1, 2, 3, 4));
}

TEST(CsvReader, NamesANulByte) {
    EXPECT_THAT(read_all(std::string("a\0b,c\n1,2\n", 10)).problems, ElementsAre(HasSubstr("NUL"), IsEmpty()));
}

TEST(CsvReader, RefusesAQuoteThatIsNeverClosed) {
    const Reading reading = read_all("a,b\n1,\"2\n3,4\n");
    EXPECT_THAT(reading.error, HasSubstr("row 2 (line 2)"));
    EXPECT_THAT(reading.records, SizeIs(1));
}

TEST(CsvReader, RefusesAnEndlessRecord) {
    EXPECT_THAT(read_all(std::string(3 * csv_record_bytes_max, 'x')).error, HasSubstr("longer than"));
    EXPECT_THAT(read_all("\"" + std::string(3 * csv_record_bytes_max, 'x')).error, HasSubstr("never closed"));
}

TEST(CsvReader, RefusesUtf16) {
    EXPECT_THAT(read_all("\xFF\xFE"
                         "a\0",
                         2)
                    .error,
                HasSubstr("UTF-16"));
}

TEST(CsvReader, PeeksAtTheFirstLineWithoutTakingIt) {
    TextSource source("id;stake\r\n1;2\n", 3);
    CsvReader reader(source);
    EXPECT_EQ(*reader.peek_line(), "id;stake");
    reader.set_delimiter(';');
    ASSERT_TRUE(*reader.next());
    EXPECT_THAT(reader.fields(), ElementsAre("id", "stake"));
}

std::string as_cell(const std::string& cell) {
    std::string text = "\"";
    for (const char c : cell) text += c == '"' ? std::string("\"\"") : std::string(1, c);
    return text + "\"";
}

rc::Gen<std::string> any_cell() {
    return rc::gen::container<std::string>(rc::gen::elementOf(std::string("ab1 ,;\t|\"\r\n\xC3\xA9")));
}

RC_GTEST_PROP(CsvReader, ReadsBackWhatWasQuoted, ()) {
    const auto records = *rc::gen::nonEmpty(
        rc::gen::container<std::vector<Record>>(rc::gen::nonEmpty(rc::gen::container<Record>(any_cell()))));
    const char delimiter = *rc::gen::element(',', ';', '\t', '|');
    const auto piece = *rc::gen::inRange<std::size_t>(1, 20);
    std::string text;
    std::vector<Record> want;
    for (const Record& record : records) {
        // A record of one empty cell in quotes looks blank once it is read; such lines are skipped.
        if (record != Record{""}) want.push_back(record);
        for (std::size_t i = 0; i < record.size(); ++i)
            text += (i == 0 ? "" : std::string(1, delimiter)) + as_cell(record[i]);
        text += *rc::gen::element<std::string>("\n", "\r\n");
    }

    const Reading reading = read_all(text, delimiter, piece);

    RC_ASSERT(reading.error.empty());
    RC_ASSERT(reading.records == want);
}

RC_GTEST_PROP(CsvReader, ReadsTheSameWhateverThePieces, ()) {
    const auto text = *rc::gen::container<std::string>(rc::gen::elementOf(std::string("a,\"\"\n\r\0x", 9)));
    const auto piece = *rc::gen::inRange<std::size_t>(1, 8);

    const Reading whole = read_all(text);
    const Reading pieces = read_all(text, ',', piece);

    RC_ASSERT(whole.records == pieces.records);
    RC_ASSERT(whole.problems == pieces.problems);
    RC_ASSERT(whole.lines == pieces.lines);
    RC_ASSERT(whole.error == pieces.error);
}

}  // namespace
}  // namespace bs::cli
