import { Timeline as Line } from 'antd';
import { clockTextIn } from '../../../ui/shop-time';
import { useSession } from '../../session';
import { More } from './more';
import { useTimeline } from './profile-api';

/** Everything that happened with the customer, newest first. */
export function Timeline({ externalUserId }: { externalUserId: string }) {
  const clockText = clockTextIn(useSession().shop.zone);
  const timeline = useTimeline(externalUserId);
  const events = timeline.data?.pages.flatMap((page) => page.events) ?? [];
  return (
    <More list={timeline} count={events.length} empty="还没有任何记录">
      <Line
        className="profile-timeline"
        items={events.map(({ id, at, kind, summary, words }) => ({
          key: id,
          color: colorOf(kind),
          content: (
            <>
              <time dateTime={at}>{clockText(at)}</time>
              <div>{summary}</div>
              {words !== null && <blockquote>{words}</blockquote>}
            </>
          ),
        }))}
      />
    </More>
  );
}

/** What people should see at a glance: orders, and what stops care. */
function colorOf(kind: string): string {
  if (kind === 'order.paid' || kind === 'touch.sent') return 'green';
  return kind === 'opt-out' || kind === 'problem.opened' || kind === 'touch.failed' ? 'red' : 'gray';
}
