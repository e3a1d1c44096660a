import { Alert, App, Button, Flex, Form, Popconfirm } from 'antd';
import { useState } from 'react';
import { type LibraryDraft, libraryDraftSchema, type LibraryEntryView } from '../../../contract/console/library';
import { Refused } from '../../ui/ask';
import { EntryFields } from './entry-fields';
import { type Guide, useRemoveEntry, useSaveEntry } from './library-api';
import { draftOf, newDraft } from './library-words';
import { TextField } from './text-field';

interface Props {
  entry: LibraryEntryView | null;
  kind: 'script' | 'answer';
  folder: string;
  guide: Guide;
  mayEdit: boolean;
  onClose: () => void;
}

/** Writes an entry; what somebody else saved meanwhile is shown before it is written over. */
export function EntryForm({ entry, kind, folder, guide, mayEdit, onClose }: Props) {
  const { message } = App.useApp();
  const save = useSaveEntry();
  const remove = useRemoveEntry();
  const [draft, setDraft] = useState<LibraryDraft>(() => (entry ? draftOf(entry) : firstDraft(folder, guide)));
  const [at, setAt] = useState(entry && { id: entry.id, revision: entry.revision });
  const [theirs, setTheirs] = useState<LibraryEntryView | null>(null);
  const [faults, setFaults] = useState<ReadonlyMap<string, string>>(new Map());
  const change = (part: Partial<LibraryDraft>) => {
    setDraft((before) => ({ ...before, ...part }));
    setFaults(new Map());
  };
  const onRefused = (error: Error) => {
    void message.error(error.message);
    if (!(error instanceof Refused)) return;
    setFaults(new Map(error.faults.map(({ path, message: words }) => [path.replace(/^entry\./, ''), words])));
    if (error.code !== 'stale_edit') return;
    const current = error.more.current as LibraryEntryView; // of the contract
    setTheirs(current);
    setAt({ id: current.id, revision: current.revision });
  };
  const submit = () => {
    const issues = libraryDraftSchema.safeParse(draft).error?.issues ?? [];
    setFaults(new Map(issues.map(({ path, message: words }) => [String(path[0]), words])));
    if (issues.length > 0) return;
    const onSuccess = () => {
      void message.success('已保存，现在就能搜到');
      onClose();
    };
    save.mutate({ kind, entry: draft, at }, { onSuccess, onError: onRefused });
  };
  const part = { draft, change, faults, mayEdit };
  return (
    <Form layout="vertical" disabled={!mayEdit}>
      {theirs && (
        <Alert
          type="warning"
          showIcon
          role="alert"
          title={`${theirs.editorName} 刚改过这一条，你的修改还没有保存`}
          description={`现在保存着的是：「${theirs.title}」${theirs.text}`}
          action={
            <Button
              size="small"
              onClick={() => {
                setDraft(draftOf(theirs));
                setTheirs(null);
              }}
            >
              用现在保存着的
            </Button>
          }
        />
      )}
      <TextField {...part} variables={entry?.kind === 'passage' ? [] : guide.variables} />
      <EntryFields {...part} kind={entry?.kind ?? kind} guide={guide} />
      {mayEdit && (
        <Flex gap={8} justify="end">
          {at && (
            <Popconfirm
              title="删除这一条？删了就搜不到了"
              okText="删除"
              cancelText="不删"
              onConfirm={() => remove.mutate(at, { onSuccess: onClose, onError: onRefused })}
            >
              <Button danger loading={remove.isPending}>
                删除
              </Button>
            </Popconfirm>
          )}
          <Button type="primary" loading={save.isPending} onClick={submit}>
            {theirs ? '用我的覆盖' : '保存'}
          </Button>
        </Flex>
      )}
    </Form>
  );
}

/** For whom the member may write, the widest first. */
function firstDraft(folder: string, { writes }: Guide): LibraryDraft {
  if (writes.corp) return newDraft(folder, 'corp', null);
  const [department = null] = writes.departmentIds;
  return department === null ? newDraft(folder, 'personal', null) : newDraft(folder, 'team', department);
}
