import { Empty, Table, Tag } from 'antd';
import { useSearchParams } from 'react-router';
import type { LibraryEntryView, LibraryKind } from '../../../contract/console/library';
import { ErrorNotice } from '../../ui/states';
import { useEntries } from './library-api';
import { intentNames, replyNames, scopeNames } from './library-words';

const size = 20;

/** The entries of a folder. */
export function EntryList({
  kind,
  folder,
  onOpen,
}: {
  kind: LibraryKind;
  folder: string | null;
  onOpen: (id: string) => void;
}) {
  const [search, setSearch] = useSearchParams();
  const page = Math.max(1, Math.trunc(Number(search.get('page') ?? 1)) || 1);
  const list = useEntries({ kind, page, size, ...(folder === null ? {} : { folder }) }, true);
  return (
    <div className="library-list">
      {list.error && <ErrorNotice error={list.error} onRetry={() => void list.refetch()} />}
      <Table<LibraryEntryView>
        rowKey="id"
        size="middle"
        showHeader={false}
        dataSource={list.data?.entries ?? []}
        loading={list.isFetching}
        locale={{ emptyText: list.isPending ? ' ' : <Nothing kind={kind} /> }}
        pagination={{
          current: page,
          pageSize: size,
          total: list.data?.total ?? 0,
          showSizeChanger: false,
          hideOnSinglePage: true,
          showTotal: (total) => `共 ${total} 条`,
          onChange: (next) =>
            setSearch((before) => {
              const after = new URLSearchParams(before);
              after.set('page', String(next));
              return after;
            }),
        }}
        columns={[{ key: 'entry', render: (_, entry) => <Entry entry={entry} onOpen={onOpen} /> }]}
      />
    </div>
  );
}

function Entry({ entry, onOpen }: { entry: LibraryEntryView; onOpen: (id: string) => void }) {
  const { id, kind, title, text, intents, replyKind, scope, off } = entry;
  return (
    <button type="button" className="library-entry" onClick={() => onOpen(id)}>
      <span className="library-title">
        {title} {off && <Tag>已停用</Tag>}
        {scope !== 'corp' && <Tag>{scopeNames[scope]}</Tag>}
        {kind === 'script' && <Tag>{replyNames[replyKind]}</Tag>}
        {intents.map((intent) => (
          <Tag key={intent}>{intentNames[intent]}</Tag>
        ))}
      </span>
      <span className="library-text">{text}</span>
    </button>
  );
}

function Nothing({ kind }: { kind: LibraryKind }) {
  const words =
    kind === 'passage' ? '还没有资料：点「资料文件」上传说明书、手册' : '这里还没有内容：新建一条，或用命令行批量导入';
  return <Empty description={words} />;
}
