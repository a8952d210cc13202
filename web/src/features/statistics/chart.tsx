// uPlot in our colours. Its style sheet comes with the bundle; styles of elements are set by script, as the policy wants.
import { useEffect, useRef } from "react";
import uPlot from "uplot";
import "uplot/dist/uPlot.min.css";
import { formatClock, formatDay, type Zone } from "@/lib/time";
import { useSettings } from "@/lib/use-settings";
import { colourOf, fillOf, type Look } from "./look";

export interface ChartProps {
  /** Seconds since 1970. */
  times: readonly number[];
  lines: readonly { readonly label: string; readonly look: Look; readonly values: readonly (number | null)[] }[];
  /** Areas on top of each other; the values are sums already. */
  stacked: boolean;
  onIndex: (index: number | undefined) => void;
  formatValue: (value: number) => string;
}

const height = 190;

export default function Chart(props: ChartProps) {
  const box = useRef<HTMLDivElement>(null);
  const chart = useRef<uPlot>(undefined);
  const { theme, zone } = useSettings();
  const { times, lines } = props;
  const latest = useRef(props);
  latest.current = props;
  const shape = lines.map(({ label }) => label).join("|");

  useEffect(() => {
    void shape;
    void theme;
    const element = box.current;
    if (element === null) return;
    const made = new uPlot(optionsOf(element, latest, zone), dataOf(latest.current), element);
    chart.current = made;
    const observer = new ResizeObserver(() => made.setSize({ width: element.clientWidth, height }));
    observer.observe(element);
    return () => {
      observer.disconnect();
      made.destroy();
    };
  }, [shape, theme, zone]);
  useEffect(() => chart.current?.setData(dataOf({ times, lines })), [times, lines]);
  return <div ref={box} className="w-full" style={{ height }} />;
}

function dataOf({ times, lines }: Pick<ChartProps, "times" | "lines">): uPlot.AlignedData {
  return [[...times], ...lines.map(({ values }) => [...values])];
}

function optionsOf(element: HTMLElement, latest: { current: ChartProps }, zone: Zone): uPlot.Options {
  const { lines, stacked } = latest.current;
  const [ink, line] = [colourOf(element, "dim"), colourOf(element, "line")];
  const axis = {
    stroke: ink,
    grid: { stroke: line, width: 1 },
    ticks: { stroke: line, width: 1 },
    font: "11px system-ui",
  };
  const span = (latest.current.times.at(-1) ?? 0) - (latest.current.times[0] ?? 0);
  const time = (_: uPlot, at: readonly number[]): string[] =>
    at.map((second) =>
      span > 100_000 ? formatDay(second * 1000, zone).slice(5) : formatClock(second * 1000, zone).slice(0, 5),
    );
  return {
    width: element.clientWidth,
    height,
    legend: { show: false },
    cursor: { y: false, drag: { x: false, y: false }, points: { show: !stacked } },
    scales: { y: { range: (_, __, max) => [0, max > 0 ? max * 1.08 : 1] } },
    axes: [
      { ...axis, values: time },
      { ...axis, size: 64, values: (_, at) => at.map((value) => latest.current.formatValue(value)) },
    ],
    series: [{}, ...lines.map((each) => seriesOf(element, each.look, stacked))],
    ...(stacked
      ? { bands: lines.slice(1).map((_, index) => ({ series: [index + 2, index + 1] satisfies uPlot.Band.Bounds })) }
      : {}),
    hooks: { setCursor: [({ cursor }) => latest.current.onIndex(cursor.idx ?? undefined)] },
  };
}

function seriesOf(element: HTMLElement, look: Look, stacked: boolean): uPlot.Series {
  const stroke = colourOf(element, look.colour);
  const steps = uPlot.paths.stepped?.({ align: 1 });
  if (stacked) {
    return {
      stroke,
      width: 1.5,
      fill: fillOf(stroke, look),
      points: { show: false },
      ...(steps === undefined ? {} : { paths: steps }),
    };
  }
  return { stroke, width: 1.8, dash: [...look.dash], points: { show: true, size: 4 } };
}
