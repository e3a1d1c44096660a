import { Button, Flex, Modal } from 'antd';
import { DiffView } from './diff-view';
import type { Clash } from './use-desk';

interface Props {
  clash: Clash | null;
  isSaving: boolean;
  onMine: (clash: Clash) => void;
  onTheirs: (clash: Clash) => void;
  onClose: () => void;
}

/** Both sides of what two people wrote; nothing is saved until somebody decides. */
export function ClashDialog({ clash, isSaving, onMine, onTheirs, onClose }: Props) {
  return (
    <Modal open={clash !== null} title="草稿被别人改过" width={960} footer={null} onCancel={onClose} destroyOnHidden>
      {clash && (
        <>
          <p>{clash.message}</p>
          <DiffView
            before={{ title: `${clash.theirs.authorName} 写的`, text: clash.theirs.source }}
            after={{ title: '你写的', text: clash.yours }}
          />
          <Flex gap={8} justify="end" wrap style={{ marginTop: 16 }}>
            <Button onClick={onClose}>先不决定，继续写我的</Button>
            <Button onClick={() => onTheirs(clash)}>用 {clash.theirs.authorName} 的</Button>
            <Button type="primary" loading={isSaving} onClick={() => onMine(clash)}>
              用我的覆盖
            </Button>
          </Flex>
        </>
      )}
    </Modal>
  );
}
