import { Alert, Button, Flex, Modal } from 'antd';
import { useState } from 'react';
import { type DateDraft, type DateView, profileEndpoints } from '../../../../contract/console/profile';
import { Refused } from '../../../ui/ask';
import { call } from '../../api';
import { DateFields } from './date-fields';
import { awayWords } from './date-words';
import { useChange, useDatePreview } from './profile-api';

const empty: DateDraft = {
  kind: 'birthday',
  label: '',
  forWhom: '',
  calendar: 'solar',
  year: null,
  month: 1,
  day: 1,
  leapMonth: false,
};

interface Step {
  draft: DateDraft;
  /** Of a date that is edited. */
  revision: number;
  /** Of a new one: the other goes. */
  replace: boolean;
}

/** A date as it is typed, with the coming solar day below it. @param props.date null: a new one */
export function DateDialog({
  externalUserId,
  date,
  onClose,
}: {
  externalUserId: string;
  date: DateView | null;
  onClose: () => void;
}) {
  const [draft, setDraft] = useState<DateDraft>(date ? draftOf(date) : empty);
  const preview = useDatePreview(draft);
  const save = useChange(externalUserId, ({ draft: body, revision, replace }: Step) =>
    date
      ? call(profileEndpoints.saveDate, { params: { externalUserId, dateId: date.id }, body: { ...body, revision } })
      : call(profileEndpoints.addDate, { params: { externalUserId }, body: { ...body, replace } }),
  );
  const keep = (more: Partial<Omit<Step, 'draft'>>) =>
    save.mutate({ draft, revision: date?.revision ?? 0, replace: false, ...more }, { onSuccess: onClose });
  const isNameless = draft.kind === 'other' && draft.label?.trim() === '';
  const canBe = preview.data ? preview.data.nextOn !== null : false;
  return (
    <Modal
      open
      title={date ? `修改${date.name}` : '添加重要日期'}
      okText="保存"
      okButtonProps={{ disabled: !canBe || isNameless }}
      confirmLoading={save.isPending}
      onOk={() => keep({})}
      onCancel={onClose}
    >
      {save.error && (
        <OtherSide
          error={save.error}
          isNew={date === null}
          onReplace={() => keep({ replace: true })}
          onMine={(revision) => keep({ revision })}
          onTheirs={(theirs) => setDraft(draftOf(theirs))}
        />
      )}
      <DateFields draft={draft} onChange={setDraft} />
      <div className="date-preview" aria-live="polite" data-testid="date-preview">
        <Preview preview={preview.data} />
      </div>
    </Modal>
  );
}

function Preview({ preview }: { preview: ReturnType<typeof useDatePreview>['data'] }) {
  if (!preview) return <span>…</span>;
  const { nextOn, daysAway, text, isChilds } = preview;
  if (nextOn === null) return <span role="alert">{text}</span>;
  return (
    <>
      <div>
        {text}，下一次是公历 <b>{nextOn}</b>，{awayWords(daysAway ?? 0)}
      </div>
      {isChilds && <div className="quiet">录入孩子的日期，即表示已征得监护人同意。</div>}
    </>
  );
}

/** What stands against the date that is being saved, and the choice. */
function OtherSide({
  error,
  isNew,
  onReplace,
  onMine,
  onTheirs,
}: {
  error: Error;
  isNew: boolean;
  onReplace: () => void;
  onMine: (revision: number) => void;
  onTheirs: (theirs: DateView) => void;
}) {
  // The endpoints tell the other date on a 409.
  const theirs = error instanceof Refused ? (error.more['current'] as DateView | undefined) : undefined;
  const isStale = error instanceof Refused && error.code === 'stale_edit';
  return (
    <Alert
      type={theirs ? 'warning' : 'error'}
      showIcon
      role="alert"
      title={error.message}
      description={
        theirs && (
          <Flex gap={8} wrap align="center">
            <span>
              现在保存着的：{theirs.name} {theirs.text}
            </span>
            {isStale && (
              <>
                <Button size="small" onClick={() => onTheirs(theirs)}>
                  用现在保存着的
                </Button>
                <Button size="small" onClick={() => onMine(theirs.revision)}>
                  用我的覆盖
                </Button>
              </>
            )}
            {!isStale && isNew && (
              <Button size="small" onClick={onReplace}>
                用新的替换它
              </Button>
            )}
          </Flex>
        )
      }
    />
  );
}

function draftOf({ kind, label, forWhom, calendar, year, month, day, leapMonth }: DateView): DateDraft {
  return { kind, label, forWhom, calendar, year, month, day, leapMonth };
}
