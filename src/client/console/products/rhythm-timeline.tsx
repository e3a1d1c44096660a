import { theme } from 'antd';
import { type KeyboardEvent, type PointerEvent, useRef, useState } from 'react';
import { longestDay } from '../../../contract/console/products';
import type { EditedStep } from './product-state';
import { stepDayText } from './product-words';
import { dayAt, freeDay, placeOf, reachOf, ticksOf } from './rhythm-scale';

const keyDays: Record<string, number> = {
  ArrowRight: 1,
  ArrowUp: 1,
  ArrowLeft: -1,
  ArrowDown: -1,
  PageUp: 7,
  PageDown: -7,
};

interface Props {
  steps: readonly EditedStep[];
  /** Days of what the consumable sets off; they follow from it and are not moved here. */
  fixed: readonly { day: number; label: string }[];
  isOn: boolean;
  mayEdit: boolean;
  onMove: (id: number, day: number) => void;
  /** The hand is off: the rows may be put in order. */
  onSettled: () => void;
}

/** 节奏: the steps on a line of days from delivery, to be dragged or moved by the arrow keys. */
export function RhythmTimeline({ steps, fixed, isOn, mayEdit, onMove, onSettled }: Props) {
  const line = useRef<HTMLDivElement>(null);
  const { token } = theme.useToken();
  const days = [...steps.map(({ day }) => day), ...fixed.map(({ day }) => day)];
  const wanted = reachOf(days);
  // While a step is dragged the line stands still under it.
  const [heldReach, holdReach] = useState<number | null>(null);
  const reach = heldReach ?? wanted;

  const move = (step: EditedStep, day: number) => {
    const taken = steps.filter(({ id }) => id !== step.id).map((other) => other.day);
    const free = freeDay(Math.min(longestDay, Math.max(0, day)), step.day, taken, longestDay);
    if (free !== null && free !== step.day) onMove(step.id, free);
  };
  const onPointerMove = (event: PointerEvent<HTMLElement>, step: EditedStep) => {
    if (!event.currentTarget.hasPointerCapture(event.pointerId) || !line.current) return;
    const { left, width } = line.current.getBoundingClientRect();
    const day = dayAt((event.clientX - left) / width, reach);
    if (!steps.some((other) => other.id !== step.id && other.day === day)) move(step, day);
  };
  const onKeyDown = (event: KeyboardEvent, step: EditedStep) => {
    const by = keyDays[event.key];
    if (by === undefined && event.key !== 'Home') return;
    event.preventDefault();
    move(step, by === undefined ? 0 : step.day + by);
  };

  return (
    <div
      className={`rhythm-line${isOn ? '' : ' is-off'}`}
      style={
        { '--line': token.colorBorder, '--accent': token.colorPrimary, '--ground': token.colorBgContainer } as object
      }
    >
      <div className="rhythm-track" ref={line}>
        {ticksOf(reach).map((day) => (
          <span key={day} className="rhythm-tick" style={{ left: `${placeOf(day, reach) * 100}%` }} aria-hidden>
            {day === 0 ? '签收' : day}
          </span>
        ))}
        {fixed.map(({ day, label }) => (
          <span
            key={label}
            className="rhythm-fixed"
            style={{ left: `${placeOf(Math.min(day, reach), reach) * 100}%` }}
            title={`${stepDayText(day)}：${label}`}
          >
            {label}
          </span>
        ))}
        {[...steps]
          .sort((one, other) => one.id - other.id)
          .map((step) => (
            <span
              key={step.id}
              className="rhythm-step"
              role="slider"
              tabIndex={mayEdit ? 0 : -1}
              aria-label={step.title || '未命名的步骤'}
              aria-valuemin={0}
              aria-valuemax={longestDay}
              aria-valuenow={step.day}
              aria-valuetext={stepDayText(step.day)}
              aria-disabled={!mayEdit}
              title={`${stepDayText(step.day)}：${step.title}`}
              style={{ left: `${placeOf(Math.min(step.day, reach), reach) * 100}%` }}
              onKeyDown={mayEdit ? (event) => onKeyDown(event, step) : undefined}
              onBlur={onSettled}
              onPointerDown={(event) => {
                if (!mayEdit) return;
                event.currentTarget.setPointerCapture(event.pointerId);
                holdReach(wanted);
              }}
              onPointerMove={(event) => onPointerMove(event, step)}
              onPointerUp={() => {
                holdReach(null);
                onSettled();
              }}
              onPointerCancel={() => holdReach(null)}
            >
              {step.day}
            </span>
          ))}
      </div>
    </div>
  );
}
