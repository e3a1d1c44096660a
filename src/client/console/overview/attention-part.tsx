import { RightOutlined } from '@ant-design/icons';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { Overview } from './overview-api';

type Need = Overview['attention'][number];

/** Where each is looked at and decided; null: further down on this page. */
const places: Record<Need['key'], (need: Need) => string | null> = {
  problems: () => '/customers?problem=yes',
  failed: ({ firstOn }) => `/touches?state=failed&day=${firstOn}`,
  unknown: ({ firstOn }) => `/touches?state=unknown&day=${firstOn}`,
  held: ({ firstOn }) => `/touches?state=held&day=${firstOn}`,
  tasks: () => '/touches?view=tasks',
  dates: () => '/calendar',
  approvals: () => '/templates',
  parked: () => null,
};

/** 需要人处理: what no rule can decide, each with what to do and the way there. */
export function AttentionPart({ needs }: { needs: Need[] }) {
  if (needs.length === 0) return <p>没有等着人处理的事。</p>;
  return (
    <ul className="needs">
      {needs.map((need) => (
        <li key={need.key}>
          <Way to={places[need.key](need)}>
            <b>{need.count.toLocaleString()}</b>
            <span className="need-words">
              {need.title}
              <small>{need.firstOn ? `最早 ${need.firstOn}；${need.mend}` : need.mend}</small>
            </span>
          </Way>
        </li>
      ))}
    </ul>
  );
}

function Way({ to, children }: { to: string | null; children: ReactNode }) {
  if (to === null) return <div className="need">{children}</div>;
  return (
    <Link className="need" to={to}>
      {children}
      <RightOutlined aria-hidden />
    </Link>
  );
}
