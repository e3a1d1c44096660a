import { Form, Input, Modal } from 'antd';
import { useState } from 'react';
import type { CustomerFilterInput } from '../../../contract/console/customers';
import type { SegmentView } from '../../../contract/console/segments';
import { useSaveSegment } from './segments-api';

interface Props {
  open: boolean;
  /** Null: a new one of the present filter; else another name for it. */
  segment: SegmentView | null;
  filter: CustomerFilterInput;
  onClose: () => void;
  onSaved: (segment: SegmentView) => void;
}

/** A segment's name. */
export function SegmentDialog({ open, segment, filter, onClose, onSaved }: Props) {
  const [form] = Form.useForm<{ name: string }>();
  const [fault, setFault] = useState('');
  const save = useSaveSegment(segment);
  const close = () => {
    setFault('');
    onClose();
  };
  const submit = ({ name }: { name: string }) =>
    save.mutate(
      { name, filter: segment ? segment.filter : filter },
      {
        onSuccess: (saved) => {
          close();
          onSaved(saved);
        },
        onError: (error) => setFault(error.message),
      },
    );
  return (
    <Modal
      open={open}
      title={segment ? '给客群改名' : '存为客群'}
      okText="保存"
      confirmLoading={save.isPending}
      onOk={() => form.submit()}
      onCancel={close}
      destroyOnHidden
    >
      <Form form={form} layout="vertical" requiredMark={false} preserve={false} onFinish={submit}>
        <Form.Item
          name="name"
          label="名字"
          initialValue={segment?.name}
          rules={[{ required: true, whitespace: true, message: '请给客群起个名字' }]}
          extra="保存的是条件，以后符合条件的客户会自动算进来；模板可以写给某个客群"
          {...(fault ? { validateStatus: 'error', help: fault } : {})}
        >
          <Input autoFocus maxLength={40} placeholder="例如：爱喝茶的老客" onChange={() => setFault('')} />
        </Form.Item>
      </Form>
    </Modal>
  );
}
