import { useInfiniteQuery, useMutation } from '@tanstack/react-query';
import { App, Button, Drawer, Empty, Popconfirm } from 'antd';
import { clockTextIn } from '../../ui/shop-time';
import { ErrorNotice, Loading } from '../../ui/states';
import { useSession } from '../session';
import type { Difference } from './care-value';
import { DifferenceList } from './difference-list';

interface SettingVersion<Value> {
  version: number;
  value: Value;
  memberName: string;
  note: string;
  createdAt: string | null;
}

interface Props<Value> {
  /** Of the setting. */
  name: string;
  current: number;
  shipped: Value;
  mayEdit: boolean;
  /** Versions before one, newest first. */
  load: (before: number | null) => Promise<{ versions: SettingVersion<Value>[]; nextBefore: number | null }>;
  restore: (version: number) => Promise<unknown>;
  differences: (from: Value, to: Value) => Difference[];
  onRestored: () => void;
  onClose: () => void;
}

/** Every version with what it changed, and the way back to it. */
export function HistoryDrawer<Value>(props: Props<Value>) {
  const { name, current, shipped, mayEdit, load, onRestored, onClose } = props;
  const { message } = App.useApp();
  const history = useInfiniteQuery({
    queryKey: ['settings', name, 'versions', current],
    queryFn: ({ pageParam }) => load(pageParam),
    initialPageParam: null as number | null,
    getNextPageParam: ({ nextBefore }) => nextBefore,
  });
  const restore = useMutation({
    mutationFn: props.restore,
    onSuccess: onRestored,
    onError: (error) => void message.error(error.message),
  });
  const versions = history.data?.pages.flatMap((page) => page.versions) ?? [];
  const changesOf = (index: number) => {
    const before = versions[index + 1]?.value ?? (history.hasNextPage ? null : shipped);
    const version = versions[index];
    return before && version ? props.differences(before, version.value) : null;
  };
  return (
    <Drawer open title="改动记录" size={520} onClose={onClose}>
      {history.isPending && <Loading />}
      {history.error && <ErrorNotice error={history.error} onRetry={() => void history.refetch()} />}
      {history.data && versions.length === 0 && <Empty description="还没有改过，现在都是出厂设置" />}
      {versions.map((version, index) => (
        <Version
          key={version.version}
          version={version}
          differences={changesOf(index)}
          onRestore={mayEdit && version.version !== current ? () => restore.mutate(version.version) : null}
        />
      ))}
      {history.hasNextPage && (
        <Button block onClick={() => void history.fetchNextPage()}>
          更早的改动
        </Button>
      )}
      {history.data && !history.hasNextPage && mayEdit && current > 0 && (
        <Popconfirm title="恢复为出厂设置？会成为新的一版" onConfirm={() => restore.mutate(0)}>
          <Button block>恢复为出厂设置</Button>
        </Popconfirm>
      )}
    </Drawer>
  );
}

interface VersionProps {
  version: Omit<SettingVersion<unknown>, 'value'>;
  /** Null: the version before is on the next page. */
  differences: Difference[] | null;
  onRestore: (() => void) | null;
}

function Version({ version: { version, memberName, note, createdAt }, differences, onRestore }: VersionProps) {
  const clockText = clockTextIn(useSession().shop.zone);
  return (
    <section className="care-version" aria-label={`第 ${version} 版`}>
      <header>
        <strong>第 {version} 版</strong> {memberName} {createdAt && clockText(createdAt)}
        {onRestore && (
          <Popconfirm title={`恢复第 ${version} 版？会成为新的一版`} onConfirm={onRestore}>
            <Button size="small">恢复</Button>
          </Popconfirm>
        )}
      </header>
      {note && <p>{note}</p>}
      {differences && <DifferenceList differences={differences} />}
    </section>
  );
}
