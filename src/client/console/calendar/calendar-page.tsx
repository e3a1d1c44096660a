import { LeftOutlined, PlusOutlined, RightOutlined } from '@ant-design/icons';
import { Alert, Button, DatePicker, Flex } from 'antd';
import dayjs from 'dayjs';
import { useSearchParams } from 'react-router';
import { PageHead } from '../../ui/page-head';
import { ErrorNotice, Loading } from '../../ui/states';
import { useMediaQuery } from '../../ui/use-media-query';
import { useMay, useSession } from '../session';
import { useMonth } from './calendar-api';
import './calendar.css';
import { monthAfter, monthWords, undeclaredWords } from './calendar-words';
import { DayDrawer } from './day-drawer';
import { DayList } from './day-list';
import { FestivalsDrawer } from './festivals-drawer';
import { Legend, MonthGrid } from './month-grid';
import { TopicDialog } from './topic-dialog';

/** 日历: what the days bring, for the shop and for its customers. Month, day and dialog stand in the address. */
export function CalendarPage() {
  const { today } = useSession();
  const mayEdit = useMay('calendar.edit');
  const isNarrow = useMediaQuery('(max-width: 760px)');
  const [search, setSearch] = useSearchParams();
  const asked = search.get('month') ?? '';
  const month = /^(19|20|21)\d{2}-(0[1-9]|1[0-2])$/.test(asked) ? asked : today.slice(0, 7);
  const view = useMonth(month);
  const go = (parts: Record<string, string | null>) => {
    setSearch((before) => {
      const next = new URLSearchParams(before);
      for (const [name, value] of Object.entries(parts)) {
        if (value === null) next.delete(name);
        else next.set(name, value);
      }
      return next;
    });
  };
  const topic = search.get('topic');
  const Days = isNarrow ? DayList : MonthGrid;
  return (
    <>
      <PageHead
        title="日历"
        note={monthWords(month)}
        actions={
          <Flex gap={8} wrap>
            <Button onClick={() => go({ panel: 'festivals' })}>管理节日</Button>
            {mayEdit && (
              <Button type="primary" icon={<PlusOutlined />} onClick={() => go({ topic: 'new' })}>
                主题活动
              </Button>
            )}
          </Flex>
        }
      />
      <Flex gap={8} wrap className="cal-nav" align="center">
        <Button icon={<LeftOutlined />} aria-label="上个月" onClick={() => go({ month: monthAfter(month, -1) })} />
        <DatePicker
          picker="month"
          aria-label="月份"
          allowClear={false}
          value={dayjs(`${month}-01`)}
          format="YYYY年M月"
          onChange={(day) => day && go({ month: day.format('YYYY-MM') })}
        />
        <Button icon={<RightOutlined />} aria-label="下个月" onClick={() => go({ month: monthAfter(month, 1) })} />
        <Button disabled={month === today.slice(0, 7)} onClick={() => go({ month: null })}>
          回到今天
        </Button>
        <Legend />
      </Flex>
      {view.data && view.data.undeclaredYears.length > 0 && (
        <Alert
          type="info"
          showIcon
          className="cal-undeclared"
          title={undeclaredWords(view.data.undeclaredYears, today).join('；')}
        />
      )}
      {view.error && <ErrorNotice error={view.error} onRetry={() => void view.refetch()} />}
      <div className="cal-body" aria-busy={view.isFetching}>
        {view.isPending && <Loading />}
        {view.data && <Days view={view.data} onOpen={(day) => go({ day })} />}
      </div>
      <DayDrawer
        day={search.get('day')}
        view={view.data}
        onClose={() => go({ day: null })}
        onTopic={(id, from) => go({ topic: id, from })}
      />
      <FestivalsDrawer isOpen={search.get('panel') === 'festivals'} onClose={() => go({ panel: null })} />
      {topic !== null && (
        <TopicDialog
          key={topic}
          topic={view.data?.topics.find(({ id }) => id === topic) ?? null}
          isNew={topic === 'new'}
          from={search.get('from') ?? today}
          onClose={() => go({ topic: null, from: null })}
        />
      )}
    </>
  );
}
