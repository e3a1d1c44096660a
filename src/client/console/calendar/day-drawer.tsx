import { Button, Drawer, Empty, Flex, Skeleton, Tag } from 'antd';
import type { CalendarDay, TopicView } from '../../../contract/console/calendar';
import { ErrorNotice } from '../../ui/states';
import { useMay } from '../session';
import { useDayDates, useDayTouches } from './calendar-api';
import {
  audienceWords,
  classNames,
  dayWords,
  lunarWords,
  startWords,
  statutoryWords,
  topicKindNames,
  touchStateNames,
} from './calendar-words';
import type { MonthView } from './month-grid';

interface Props {
  day: string | null;
  view: MonthView | undefined;
  onClose: () => void;
  onTopic: (id: string, from: string) => void;
}

/** All of one day. */
export function DayDrawer({ day, view, onClose, onTopic }: Props) {
  const found = view?.days.find((each) => each.day === day);
  return (
    <Drawer
      open={day !== null}
      onClose={onClose}
      size={420}
      title={found ? `${dayWords(found.day)} · 农历${lunarWords(found.lunar)}` : (day ?? '')}
      destroyOnHidden
    >
      {found && view && <DayParts day={found} topics={view.topics} onTopic={onTopic} />}
      {!found && <Empty description="这一天不在当前月份里" />}
    </Drawer>
  );
}

function DayParts({ day, topics, onTopic }: { day: CalendarDay; topics: TopicView[]; onTopic: Props['onTopic'] }) {
  const mayEdit = useMay('calendar.edit');
  const ofDay = topics.filter(({ id }) => day.topics.includes(id));
  const hasSky = day.statutory ?? day.solarTerm ?? day.festivals[0] ?? day.starts[0];
  return (
    <div className="day-parts">
      <section>
        <h2>节日与节气</h2>
        {!hasSky && <p className="cal-none">没有节日、节气或调休</p>}
        {day.statutory && <p>{statutoryWords(day.statutory)}</p>}
        {day.solarTerm && <p>节气：{day.solarTerm}</p>}
        {day.festivals.map(({ key, name, class: festivalClass, on }) => (
          <p key={key}>
            {name} <Tag>{classNames[festivalClass]}</Tag>
            {!on && <Tag>已停用，不提前建议</Tag>}
          </p>
        ))}
        {day.starts.map((start) => (
          <p key={`${start.kind} ${start.key}`}>
            {startWords(start)}，节日在 {start.festivalOn}
            {start.lastOn && `，最晚 ${start.lastOn} 发`}
            {start.absorbed.length > 0 && `；一并提到${start.absorbed.join('、')}`}
          </p>
        ))}
      </section>
      <section>
        <Flex justify="space-between" align="center">
          <h2>主题活动</h2>
          {mayEdit && (
            <Button size="small" onClick={() => onTopic('new', day.day)}>
              添加
            </Button>
          )}
        </Flex>
        {ofDay.length === 0 && <p className="cal-none">这一天没有主题活动</p>}
        {ofDay.map((topic) => (
          <p key={topic.id}>
            <Button type="link" size="small" className="topic-link" onClick={() => onTopic(topic.id, day.day)}>
              {topic.title}
            </Button>
            <Tag>{topicKindNames[topic.kind]}</Tag>
            <br />
            {topic.fromOn} 至 {topic.toOn} · {audienceWords(topic)}
          </p>
        ))}
      </section>
      <Dates day={day} />
      <Touches day={day.day} />
    </div>
  );
}

function Dates({ day }: { day: CalendarDay }) {
  const list = useDayDates(day.day);
  const dates = list.data?.pages.flatMap((page) => page.dates) ?? [];
  const total = day.dates ? day.dates.confirmed + day.dates.proposed : 0;
  return (
    <section>
      <h2>客户的日子{day.dates && `（${total}）`}</h2>
      {day.dates === null && <p className="cal-none">只能看到今天起一年内的客户日子</p>}
      {list.error && <ErrorNotice error={list.error} onRetry={() => void list.refetch()} />}
      {day.dates && list.isPending && <Skeleton active paragraph={{ rows: 2 }} title={false} />}
      {day.dates && list.data && dates.length === 0 && (
        <p className="cal-none">你能看到的客户里，没有人的日子在这一天</p>
      )}
      <ul className="day-dates">
        {day.dates &&
          dates.map(({ id, customerName, label, text, repName, confirmed }) => (
            <li key={id}>
              <b>{customerName || '未命名客户'}</b> {label} · {text}
              {repName && ` · 跟进 ${repName}`}
              {!confirmed && <Tag>待确认，确认前不祝福</Tag>}
            </li>
          ))}
      </ul>
      {list.hasNextPage && (
        <Button size="small" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          更多
        </Button>
      )}
    </section>
  );
}

function Touches({ day }: { day: string }) {
  const { data, error, refetch, isPending } = useDayTouches(day);
  const touches = data?.touches ?? [];
  return (
    <section>
      <h2>触达{data && `（${touches.reduce((sum, { count }) => sum + count, 0)}）`}</h2>
      {error && <ErrorNotice error={error} onRetry={() => void refetch()} />}
      {isPending && <Skeleton active paragraph={{ rows: 1 }} title={false} />}
      {data && touches.length === 0 && <p className="cal-none">这一天还没有安排触达；每天 02:00 安排当天的</p>}
      {touches.map(({ play, playTitle, state, count }) => (
        <p key={`${play} ${state}`}>
          {playTitle} · {touchStateNames[state] ?? state}：{count}
        </p>
      ))}
    </section>
  );
}
