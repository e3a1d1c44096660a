import { Alert, Button, Flex, Input } from 'antd';
import { useState } from 'react';
import { profileEndpoints, type ProfileView } from '../../../../contract/console/profile';
import { Refused } from '../../../ui/ask';
import { call } from '../../api';
import { useChange } from './profile-api';

type KnownNote = NonNullable<ProfileView['note']>;

/** What reps wrote of the customer; another tab's newer words are shown beside one's own, never written over. */
export function Note({ profile, note, mayEdit }: { profile: ProfileView; note: KnownNote; mayEdit: boolean }) {
  const { externalUserId } = profile;
  const [text, setText] = useState<string | null>(null);
  const save = useChange(externalUserId, (body: KnownNote) =>
    call(profileEndpoints.saveNote, { params: { externalUserId }, body }),
  );
  const theirs = staleOf(save.error);
  if (text === null) {
    return (
      <>
        <p className="profile-note">{note.text || <span className="quiet">还没有备注</span>}</p>
        {mayEdit && (
          <Button type="link" size="small" onClick={() => setText(note.text)}>
            修改备注
          </Button>
        )}
      </>
    );
  }
  const keep = (revision: string) => save.mutate({ text, revision }, { onSuccess: () => setText(null) });
  return (
    <Flex vertical gap={8}>
      {save.error && (
        <Alert
          type={theirs ? 'warning' : 'error'}
          role="alert"
          showIcon
          title={save.error.message}
          description={theirs && <Theirs theirs={theirs} onTheirs={setText} onMine={() => keep(theirs.revision)} />}
        />
      )}
      <Input.TextArea
        aria-label="备注"
        autoFocus
        autoSize={{ minRows: 4, maxRows: 14 }}
        maxLength={4000}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      <Flex gap={8} justify="end">
        <Button onClick={() => setText(null)}>取消</Button>
        <Button type="primary" loading={save.isPending} onClick={() => keep(note.revision)}>
          保存备注
        </Button>
      </Flex>
    </Flex>
  );
}

function Theirs({
  theirs,
  onTheirs,
  onMine,
}: {
  theirs: KnownNote;
  onTheirs: (text: string) => void;
  onMine: () => void;
}) {
  return (
    <>
      <div>现在保存着的：</div>
      <p className="profile-note">{theirs.text || '（空）'}</p>
      <Flex gap={8} wrap>
        <Button size="small" onClick={() => onTheirs(theirs.text)}>
          拿来接着改
        </Button>
        <Button size="small" onClick={onMine}>
          用我的覆盖
        </Button>
      </Flex>
    </>
  );
}

function staleOf(error: Error | null): KnownNote | null {
  if (!(error instanceof Refused) || error.code !== 'stale_edit') return null;
  // The endpoint tells it on a 409.
  return error.more['current'] as KnownNote;
}
