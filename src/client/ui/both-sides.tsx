import { Alert, Button, Flex } from 'antd';

interface Props {
  title: string;
  /** Where the two differ. */
  rows: { name: string; theirs: string; mine: string }[];
  onTheirs: () => void;
  onMine: () => void;
}

/** Somebody saved meanwhile: what is saved now beside what one wrote, and the two ways on. */
export function BothSides({ title, rows, onTheirs, onMine }: Props) {
  return (
    <Alert
      type="warning"
      className="both-sides"
      showIcon
      role="alert"
      title={title}
      description={
        <>
          <table>
            <thead>
              <tr>
                <th scope="col">不同之处</th>
                <th scope="col">现在保存着的</th>
                <th scope="col">你的修改</th>
              </tr>
            </thead>
            <tbody>
              {rows.map(({ name, theirs, mine }) => (
                <tr key={name}>
                  <th scope="row">{name}</th>
                  <td>{theirs}</td>
                  <td>{mine}</td>
                </tr>
              ))}
            </tbody>
          </table>
          <Flex gap={8} wrap>
            <Button onClick={onTheirs}>放弃我的，用现在保存着的</Button>
            <Button type="primary" onClick={onMine}>
              用我的覆盖
            </Button>
          </Flex>
        </>
      }
    />
  );
}
