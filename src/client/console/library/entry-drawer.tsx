import { Drawer } from 'antd';
import type { LibraryEntryView } from '../../../contract/console/library';
import { ErrorNotice, Loading } from '../../ui/states';
import { useMay } from '../session';
import { EntryForm } from './entry-form';
import { type Guide, useEntry } from './library-api';
import { kindNames } from './library-words';

interface Props {
  /** Null: a new one. */
  id: string | null;
  /** Of a new one. */
  kind: 'script' | 'answer';
  folder: string;
  guide: Guide;
  onClose: () => void;
}

/** One entry, read and written. */
export function EntryDrawer({ id, kind, folder, guide, onClose }: Props) {
  const entry = useEntry(id);
  const mayEdit = useMay('library.edit');
  const shown: LibraryEntryView | null = id === null ? null : (entry.data ?? null);
  const isReady = id === null || shown !== null;
  return (
    <Drawer
      open
      size={640}
      title={shown ? kindNames[shown.kind] : `新建${kindNames[kind]}`}
      onClose={onClose}
      maskClosable={false}
    >
      {entry.error && <ErrorNotice error={entry.error} onRetry={() => void entry.refetch()} />}
      {!isReady && !entry.error && <Loading />}
      {isReady && (
        <EntryForm
          entry={shown}
          kind={kind}
          folder={folder}
          guide={guide}
          mayEdit={mayEdit && (shown?.mine ?? true)}
          onClose={onClose}
        />
      )}
    </Drawer>
  );
}
