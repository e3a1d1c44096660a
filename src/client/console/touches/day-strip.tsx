import { DatePicker, Skeleton } from 'antd';
import dayjs from 'dayjs';
import { useSession } from '../session';
import { useTouchAddress } from './touch-address';
import { useTouchDays } from './touches-api';

const days = 31;
const weekdays = ['日', '一', '二', '三', '四', '五', '六'];

/** Today and the next 30 days with what each has to send; any other day by the calendar. */
export function DayStrip() {
  const { today } = useSession();
  const { filters, go } = useTouchAddress();
  const strip = useTouchDays(today, days);
  /** Days ahead are planned when they come. */
  const isUnplanned = (day: string, touches: number) => day > today && touches === 0;
  const choose = (day: string) => go({ day: day === today ? null : day });
  return (
    <div className="day-strip-row">
      <DatePicker
        aria-label="选择日期"
        allowClear={false}
        value={dayjs(filters.day)}
        onChange={(day) => day && choose(day.format('YYYY-MM-DD'))}
      />
      <div className="day-strip" role="group" aria-label="今天和之后 30 天">
        {strip.data?.days.map(({ day, open, held, sent }) => (
          <button
            type="button"
            key={day}
            className="day-chip"
            aria-pressed={day === filters.day}
            title={isUnplanned(day, open + held + sent) ? '还没有排期' : `待发 ${open}，暂缓 ${held}，已发 ${sent}`}
            onClick={() => choose(day)}
          >
            <span className="day-chip-name">{day === today ? '今天' : `周${weekdays[dayjs(day).day()]}`}</span>
            <span>{day.slice(5).replace('-', '/')}</span>
            <b className={open + sent === 0 ? 'day-chip-none' : ''}>
              {isUnplanned(day, open + held + sent) ? '–' : open + sent}
            </b>
          </button>
        ))}
        {strip.isPending && <Skeleton.Node active style={{ width: '100%', height: 74 }} />}
      </div>
    </div>
  );
}
