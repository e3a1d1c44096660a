import { Button, Modal } from 'antd';
import type { Difference } from './care-value';

interface Props {
  theirs: { version: number; memberName: string; note: string };
  /** From theirs to ours. */
  between: Difference[];
  onTakeTheirs: () => void;
  onKeepMine: () => void;
}

/** Somebody else saved meanwhile: both sides, and the two ways on. */
export function ConflictDialog({ theirs, between, onTakeTheirs, onKeepMine }: Props) {
  return (
    <Modal
      open
      closable={false}
      title={`${theirs.memberName} 刚保存了第 ${theirs.version} 版`}
      footer={[
        <Button key="theirs" onClick={onTakeTheirs}>
          用对方的，放弃我的
        </Button>,
        <Button key="mine" type="primary" onClick={onKeepMine}>
          在对方的基础上保留我的改动
        </Button>,
      ]}
    >
      {theirs.note && <p>对方的说明：{theirs.note}</p>}
      <table className="care-conflict">
        <thead>
          <tr>
            <th scope="col">设置</th>
            <th scope="col">对方的</th>
            <th scope="col">我的</th>
          </tr>
        </thead>
        <tbody>
          {between.map(({ path, label, from, to }) => (
            <tr key={path}>
              <td>{label}</td>
              <td>{from}</td>
              <td>{to}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Modal>
  );
}
