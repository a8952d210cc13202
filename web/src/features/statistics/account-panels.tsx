import type { AccountFigures } from "@/contract/statistics";
import type { Account } from "@/contract/types";
import { currencyScale, formatMoney, moneyFromWire, plainMoney } from "@/lib/money";
import { useAccountLooks } from "@/live/account-looks";
import { AccountTag } from "@/ui/account-tag";
import { exposures, percent, wilson } from "./model";
import { Panel } from "./panel";

interface Props {
  figures: readonly AccountFigures[];
  accounts: readonly Account[];
}

function useNames(accounts: readonly Account[]) {
  const looks = useAccountLooks();
  const name = (id: number): string => accounts.find((account) => account.id === id)?.name ?? `Account ${id}`;
  const tag = (id: number) => {
    const look = looks.get(id);
    return look === undefined ? name(id) : <AccountTag {...look} name={name(id)} size="small" />;
  };
  return { name, tag };
}

/** The rate with the interval that its n allows: three of four is less sure than three hundred of four hundred. */
export function SuccessPanel({ figures, accounts }: Props) {
  const { name, tag } = useNames(accounts);
  // Within a range the net may be negative: what was marked before it was taken back in it. That is no rate.
  const rows = figures.filter(({ success: { successful, n } }) => wilson(successful, n) !== undefined);
  const rate = ({ success: { successful, n } }: AccountFigures): number => successful / n;
  const interval = ({ success: { successful, n } }: AccountFigures): string => {
    const found = wilson(successful, n);
    return found === undefined ? "–" : `${percent(found.low)} to ${percent(found.high)}`;
  };
  return (
    <Panel
      title="Success rate"
      about="Successful of successful and failed, net of corrections. The interval is Wilson's, 95 %."
      rows={rows}
      rowId={({ account_id }) => account_id}
      empty="Nothing was settled in this time."
      columns={[
        {
          key: "account",
          title: "Account",
          cell: ({ account_id }) => tag(account_id),
          value: ({ account_id }) => name(account_id),
        },
        {
          key: "n",
          title: "n",
          numeric: true,
          cell: ({ success }) => success.n,
          value: ({ success }) => String(success.n),
        },
        {
          key: "rate",
          title: "Rate",
          numeric: true,
          cell: (row) => percent(rate(row)),
          value: (row) => String(Math.round(rate(row) * 1000) / 1000),
        },
        { key: "interval", title: "95 % interval", cell: interval, value: interval },
        {
          key: "bar",
          title: "Bar",
          from: "md",
          className: "w-2/5",
          cell: (row) => <IntervalBar row={row} />,
          value: () => "",
        },
      ]}
    />
  );
}

function IntervalBar({ row }: { row: AccountFigures }) {
  const { successful, n } = row.success;
  const found = wilson(successful, n);
  if (found === undefined) return null;
  return (
    <span aria-hidden="true" className="relative block h-3 w-full rounded-sm border border-line bg-bg">
      <span className="absolute inset-y-0 left-0 bg-successful" style={{ width: `${(successful / n) * 100}%` }} />
      <span
        className="absolute top-1/2 h-0.5 -translate-y-1/2 bg-text"
        style={{ left: `${found.low * 100}%`, width: `${(found.high - found.low) * 100}%` }}
      />
    </span>
  );
}

export function ExposurePanel({ figures, accounts }: Props) {
  const { name, tag } = useNames(accounts);
  return (
    <Panel
      title="Open exposure"
      about="Stake of the pending bets of open batches, now. Bars compare within one currency only."
      rows={exposures(figures, accounts)}
      rowId={({ id }) => id}
      empty="No bet is pending in an open batch."
      columns={[
        { key: "account", title: "Account", cell: ({ id }) => tag(id), value: ({ id }) => name(id) },
        { key: "currency", title: "Currency", cell: ({ currency }) => currency, value: ({ currency }) => currency },
        {
          key: "bets",
          title: "Bets",
          numeric: true,
          cell: ({ exposure }) => exposure.count.toLocaleString("en"),
          value: ({ exposure }) => String(exposure.count),
        },
        {
          key: "stake",
          title: "Stake",
          numeric: true,
          cell: ({ exposure, currency }) => formatMoney(moneyFromWire(exposure.stake), currencyScale(currency)),
          value: ({ exposure, currency }) => plainMoney(moneyFromWire(exposure.stake), currencyScale(currency)),
        },
        {
          key: "bar",
          title: "Bar",
          from: "md",
          className: "w-2/5",
          cell: ({ share }) => (
            <span aria-hidden="true" className="block h-3 rounded-sm border border-line bg-bg">
              <span className="block h-full bg-pending" style={{ width: `${share * 100}%` }} />
            </span>
          ),
          value: () => "",
        },
      ]}
    />
  );
}
