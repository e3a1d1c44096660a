import { useQuery } from '@tanstack/react-query';
import { Button, Tag } from 'antd';
import { readTouches } from '../sandbox-api';
import type { Customer, Touch } from '../sandbox-state';
import { civilDay, instantAt, monthDay } from '../shanghai-time';
import { texts } from '../texts';
import type { ClockMove, Seen } from '../use-sandbox';

const pollMs = 2500;
const colors: Record<string, string> = {
  planned: 'processing',
  offered: 'cyan',
  held: 'warning',
  unknown: 'warning',
  sent: 'success',
  failed: 'error',
};
const openStates = ['planned', 'held', 'offered', 'unknown'];

function nameOf(state: string): string {
  return state in texts.why.states ? texts.why.states[state as keyof typeof texts.why.states] : state; // just checked
}

/** What is still to come by its day, then what has ended, the latest first. */
function inOrder(touches: Touch[]): { open: Touch[]; ended: Touch[] } {
  const byDay = [...touches].sort((one, other) => one.dueOn.localeCompare(other.dueOn));
  const isOpen = (touch: Touch) => openStates.includes(touch.state);
  return { open: byDay.filter(isOpen), ended: byDay.filter((touch) => !isOpen(touch)).reverse() };
}

/** The tag says the state already. */
function whyOf({ state, why }: Touch): string {
  const said = `${nameOf(state)}：`;
  return why.startsWith(said) ? why.slice(said.length) : why;
}

function TouchRow({ touch, today, clock }: { touch: Touch; today: string; clock: ClockMove }) {
  const day = touch.dueOn.slice(0, 4) === today.slice(0, 4) ? monthDay(touch.dueOn) : touch.dueOn;
  const isAhead = touch.dueOn > today && openStates.includes(touch.state);
  return (
    <li className="touch" data-testid="touch-row" data-play={touch.play} data-state={touch.state}>
      <div className="touch-head">
        <Tag color={colors[touch.state]}>{nameOf(touch.state)}</Tag>
        <strong>{touch.playTitle ?? touch.play}</strong>
        {isAhead ? (
          <Button
            type="link"
            size="small"
            disabled={clock.way !== undefined}
            onClick={() => clock.move(instantAt(touch.dueOn, '09:05'))}
            title={texts.clock.goTo(touch.dueOn)}
          >
            {texts.clock.goTo(day)}
          </Button>
        ) : (
          <span className="muted">{day}</span>
        )}
      </div>
      <div className="touch-why">{whyOf(touch)}</div>
      {touch.text && (
        <details>
          <summary>{texts.why.text}</summary>
          <p>{touch.text}</p>
        </details>
      )}
    </li>
  );
}

function Group({ title, touches, today, clock }: { title: string; touches: Touch[]; today: string; clock: ClockMove }) {
  if (touches.length === 0) return null;
  return (
    <>
      <h3>{title}</h3>
      <ul>
        {touches.map((touch) => (
          <TouchRow key={touch.id} touch={touch} today={today} clock={clock} />
        ))}
      </ul>
    </>
  );
}

function Touches({ state, customer, clock }: { state: Seen; customer: Customer; clock: ClockMove }) {
  const { externalUserId } = customer;
  const { data, error } = useQuery({
    queryKey: ['touches', externalUserId],
    queryFn: () => readTouches(externalUserId),
    refetchInterval: pollMs,
  });
  if (error && !data) return <p className="empty">{`${texts.why.unavailable}：${error.message}`}</p>;
  if (!data) return null;
  if (data.length === 0) return <p className="empty">{texts.why.none}</p>;
  const { open, ended } = inOrder(data);
  const shared = { today: civilDay(Date.parse(state.now)), clock };
  return (
    <>
      <Group title={texts.why.open(open.length)} touches={open} {...shared} />
      <Group title={texts.why.ended(ended.length)} touches={ended} {...shared} />
    </>
  );
}

interface Props {
  state: Seen;
  customer: Customer | undefined;
  clock: ClockMove;
}

/** What is planned, held and sent for the customer whose phone is shown, each with its why. */
export function WhyPanel({ state, customer, clock }: Props) {
  return (
    <section className="panel why" aria-label={texts.why.title} data-testid="why">
      <h2>
        {texts.why.title}
        <small>{customer ? texts.why.about(customer.name) : texts.why.note}</small>
      </h2>
      <div className="why-list" tabIndex={0}>
        {customer ? (
          <Touches state={state} customer={customer} clock={clock} />
        ) : (
          <p className="empty">{texts.why.noCustomer}</p>
        )}
      </div>
    </section>
  );
}
