import { type ReactNode, useEffect, useRef } from 'react';
import { useMediaQuery } from '../../ui/use-media-query';

export interface Bar {
  name: string;
  value: number;
  /** Beside the bar, e.g. `1,204（12%）`. */
  words: string;
}

interface Props {
  /** What it shows, for who does not see it. */
  label: string;
  bars: readonly Bar[];
  /** The same figures as a table. */
  table: ReactNode;
}

const barHeight = 34;

/** Lying bars, the first on top; below them the same as a table, for the keyboard and for screen readers. */
export function BarChart({ label, bars, table }: Props) {
  const place = useRef<HTMLDivElement>(null);
  const isDark = useMediaQuery('(prefers-color-scheme: dark)');
  useEffect(() => {
    let isGone = false;
    let end = () => undefined as void;
    void import('./chart-engine.mjs').then(({ init }) => {
      if (isGone || !place.current) return;
      const chart = init(place.current, null, { renderer: 'svg' });
      chart.setOption(optionOf(bars, isDark));
      const watch = new ResizeObserver(() => chart.resize());
      watch.observe(place.current);
      end = () => {
        watch.disconnect();
        chart.dispose();
      };
    });
    return () => {
      isGone = true;
      end();
    };
  }, [bars, isDark]);
  return (
    <figure className="chart">
      <div ref={place} role="img" aria-label={label} style={{ height: bars.length * barHeight + 8 }} />
      <details>
        <summary>用表格看</summary>
        {table}
      </details>
    </figure>
  );
}

function optionOf(bars: readonly Bar[], isDark: boolean) {
  const text = isDark ? '#dfe3e5' : '#26292b';
  const words = new Map(bars.map((bar) => [bar.name, bar.words]));
  return {
    animation: false,
    grid: { left: 0, right: 130, top: 0, bottom: 0, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' },
    xAxis: { type: 'value', show: false, min: 0 },
    yAxis: {
      type: 'category',
      inverse: true,
      data: bars.map(({ name }) => name),
      axisLine: { show: false },
      axisTick: { show: false },
      axisLabel: { color: text, fontSize: 13 },
    },
    series: [
      {
        type: 'bar',
        data: bars.map(({ value }) => value),
        barWidth: 16,
        itemStyle: { color: isDark ? '#35b5a9' : '#0f766e', borderRadius: 3 },
        label: {
          show: true,
          position: 'right',
          color: text,
          formatter: ({ name }: { name: string }) => words.get(name) ?? '',
        },
      },
    ],
  };
}
