import { Menu } from 'antd';

interface Props {
  folders: readonly { folder: string; count: number }[];
  /** Null: all. */
  chosen: string | null;
  onChoose: (folder: string | null) => void;
}

/** Folders with how many entries each has. */
export function FolderMenu({ folders, chosen, onChoose }: Props) {
  const total = folders.reduce((sum, { count }) => sum + count, 0);
  return (
    <nav aria-label="文件夹" className="library-folders">
      <Menu
        selectedKeys={[chosen === null ? 'all' : `in:${chosen}`]}
        onClick={({ key }) => onChoose(key === 'all' ? null : key.slice(3))}
        items={[
          { key: 'all', label: <Line name="全部" count={total} /> },
          ...folders.map(({ folder, count }) => ({
            key: `in:${folder}`,
            label: <Line name={folder} count={count} />,
            title: folder,
          })),
        ]}
      />
    </nav>
  );
}

function Line({ name, count }: { name: string; count: number }) {
  return (
    <span className="library-folder">
      <span>{name}</span>
      <span className="count">{count}</span>
    </span>
  );
}
