import { useInfiniteQuery, useMutation } from '@tanstack/react-query';
import { App, Button, Drawer, Empty, Popconfirm } from 'antd';
import { type CareValue, settingsEndpoints, type SettingVersionView } from '../../../contract/console/settings';
import { clockTextIn } from '../../ui/shop-time';
import { ErrorNotice, Loading } from '../../ui/states';
import { call } from '../api';
import { useSession } from '../session';
import { differences, type PlayNames } from './care-value';
import { DifferenceList } from './difference-list';

interface Props {
  current: number;
  shipped: CareValue;
  plays: PlayNames;
  mayEdit: boolean;
  onRestored: () => void;
  onClose: () => void;
}

/** Every version with what it changed, and the way back to it. */
export function HistoryDrawer({ current, shipped, plays, mayEdit, onRestored, onClose }: Props) {
  const { message } = App.useApp();
  const history = useInfiniteQuery({
    queryKey: ['settings', 'versions', current],
    queryFn: ({ pageParam }) =>
      call(settingsEndpoints.pageCareVersions, { query: pageParam ? { before: pageParam } : {} }),
    initialPageParam: null as number | null,
    getNextPageParam: ({ nextBefore }) => nextBefore,
  });
  const restore = useMutation({
    mutationFn: (version: number) => call(settingsEndpoints.restoreCare, { body: { basedOn: current, version } }),
    onSuccess: onRestored,
    onError: (error) => void message.error(error.message),
  });
  const versions = history.data?.pages.flatMap((page) => page.versions) ?? [];
  const before = (index: number) => versions[index + 1]?.value ?? (history.hasNextPage ? null : shipped);
  return (
    <Drawer open title="改动记录" size={520} onClose={onClose}>
      {history.isPending && <Loading />}
      {history.error && <ErrorNotice error={history.error} onRetry={() => void history.refetch()} />}
      {history.data && versions.length === 0 && <Empty description="还没有改过，现在都是出厂设置" />}
      {versions.map((version, index) => (
        <Version
          key={version.version}
          version={version}
          before={before(index)}
          plays={plays}
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
  version: SettingVersionView;
  before: CareValue | null;
  plays: PlayNames;
  onRestore: (() => void) | null;
}

function Version({ version: { version, value, memberName, note, createdAt }, before, plays, onRestore }: VersionProps) {
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
      {before && <DifferenceList differences={differences(before, value, plays)} />}
    </section>
  );
}
