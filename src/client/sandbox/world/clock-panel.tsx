import { Button, DatePicker, Progress } from 'antd';
import type { Dayjs } from 'dayjs';
import dayjs from 'dayjs';
import { useEffect, useState } from 'react';
import { civilDay, clockTime, dayMs, fullDay, hourMs, instantAt, monthDay, weekday } from '../shanghai-time';
import { texts } from '../texts';
import type { ClockMove, Seen } from '../use-sandbox';

const morning = '09:05';
const jumps = [3, 7, 30, 173];
const [hourMove, morningMove] = texts.clock.move;

/** The world's time between two readings of it. */
function useNow({ now, seenAtMs }: Seen): number {
  const [, tick] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => tick((count) => count + 1), 1000);
    return () => clearInterval(timer);
  }, []);
  return Date.parse(now) + Math.max(0, performance.now() - seenAtMs);
}

function Way({ way, now }: { way: NonNullable<ClockMove['way']>; now: number }) {
  const share = way.to > way.from ? Math.min(1, (now - way.from) / (way.to - way.from)) : 1;
  return (
    <div className="clock-way" role="status" data-testid="clock-moving">
      <Progress percent={Math.round(share * 100)} size="small" status="active" />
      {texts.clock.going(Math.max(0, Math.ceil((way.to - now) / dayMs)))}
    </div>
  );
}

interface Marks {
  /** When the customer who is shown last bought something here. */
  boughtAt: number | undefined;
  midAutumn: string | undefined;
}

/** From the purchase, where there was one: its care is planned by these days. */
function jump(days: number, now: number, boughtAt: number | undefined) {
  if (boughtAt === undefined) return { id: `${days}`, label: texts.clock.days(days), to: now + days * dayMs };
  const to = instantAt(civilDay(boughtAt + days * dayMs), morning);
  return { id: `${days}`, label: texts.clock.sincePurchase(days), to };
}

function Moves({ now, clock, boughtAt, midAutumn }: Marks & { now: number; clock: ClockMove }) {
  const today = civilDay(now);
  const button = ({ id, label, to }: { id: string; label: string; to: number }) => (
    <Button
      key={id}
      disabled={clock.way !== undefined || to <= now}
      onClick={() => clock.move(to)}
      data-testid="clock-move"
      data-move={id}
    >
      {label}
    </Button>
  );
  return (
    <div className="clock-moves">
      {button({ ...hourMove, to: now + hourMs })}
      {button({ ...morningMove, to: instantAt(civilDay(now + dayMs), morning) })}
      {boughtAt !== undefined && (
        <div className="clock-since muted">{texts.clock.purchase(monthDay(civilDay(boughtAt)))}</div>
      )}
      {jumps.map((days) => button(jump(days, now, boughtAt)))}
      <DatePicker<Dayjs>
        className="clock-day"
        value={null}
        disabled={clock.way !== undefined}
        defaultPickerValue={dayjs(today)}
        disabledDate={(day) => day.format('YYYY-MM-DD') <= today}
        placeholder={texts.clock.toDay}
        aria-label={texts.clock.toDay}
        showNow={false}
        onChange={(day) => {
          if (day) clock.move(instantAt(day.format('YYYY-MM-DD'), morning));
        }}
        data-testid="clock-day"
      />
      {midAutumn !== undefined &&
        button({
          id: 'mid-autumn',
          label: texts.clock.midAutumn(monthDay(midAutumn), midAutumn.slice(0, 4) === today.slice(0, 4)),
          to: instantAt(midAutumn, morning),
        })}
    </div>
  );
}

export function ClockPanel({ state, clock, boughtAt }: { state: Seen; clock: ClockMove } & Pick<Marks, 'boughtAt'>) {
  const now = useNow(state);
  return (
    <section className="panel" aria-label={texts.clock.title}>
      <div className="clock-face">
        <time className="clock-time" dateTime={new Date(now).toISOString()} data-testid="clock-now">
          {clockTime(now)}
        </time>
        <div>
          <div className="clock-day-name">{fullDay(civilDay(now))}</div>
          <div className="muted">
            {weekday(now)}
            {state.lunar && ` · ${state.lunar}`} · {texts.clock.zone}
          </div>
        </div>
      </div>
      {clock.way && <Way way={clock.way} now={now} />}
      {state.canMoveClock ? (
        <Moves now={now} clock={clock} boughtAt={boughtAt} midAutumn={state.midAutumn} />
      ) : (
        <p className="muted">{texts.clock.still}</p>
      )}
    </section>
  );
}
