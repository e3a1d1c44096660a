import { App, Form, Input, Modal, Radio, Select } from 'antd';
import { z } from 'zod';
import type { Customer } from '../sandbox-state';
import { texts } from '../texts';
import type { Seen } from '../use-sandbox';
import { useAct } from '../use-sandbox';
import type { Choice } from '../use-choice';

interface Fields {
  as: 'newcomer' | 'current';
  customerName?: string;
  repUserId: string;
}

interface Props {
  isOpen: boolean;
  state: Seen;
  customer: Customer | undefined;
  repUserId: string | undefined;
  onClose: () => void;
  onAdded: (choice: Choice) => void;
}

const okButton = { htmlType: 'submit' as const, form: 'add-rep-form', 'data-testid': 'add-rep-submit' };
const added = z.object({ externalUserId: z.string() });

/** A customer scans a rep's code: somebody new, or the one whose phone is shown. */
export function AddRep({ isOpen, state, customer, repUserId, onClose, onAdded }: Props) {
  const [form] = Form.useForm<Fields>();
  const { message } = App.useApp();
  const add = useAct('customer-adds-rep');
  const as = Form.useWatch('as', form);
  const reps = state.reps.filter((rep) => !rep.left && rep.visible);

  const submit = ({ as: who, customerName, repUserId: rep }: Fields) => {
    const person = who === 'current' ? { externalUserId: customer?.externalUserId } : { customerName };
    add.mutate(
      { repUserId: rep, ...person },
      {
        onSuccess: (result) => {
          form.resetFields();
          void message.success(texts.adding.done(reps.find((one) => one.repUserId === rep)?.name ?? rep));
          onAdded({ externalUserId: added.parse(result).externalUserId, repUserId: rep });
        },
      },
    );
  };

  return (
    <Modal
      open={isOpen}
      title={texts.adding.title}
      okText={texts.adding.ok}
      cancelText={texts.adding.cancel}
      confirmLoading={add.isPending}
      okButtonProps={okButton}
      onCancel={onClose}
      width={400}
      destroyOnHidden
    >
      <Form<Fields>
        form={form}
        id="add-rep-form"
        layout="vertical"
        requiredMark={false}
        initialValues={{ as: 'newcomer', repUserId: repUserId ?? reps[0]?.repUserId }}
        onFinish={submit}
      >
        {customer && (
          <Form.Item name="as" label={texts.adding.as}>
            <Radio.Group
              options={[
                { value: 'newcomer', label: texts.adding.newcomer },
                { value: 'current', label: texts.adding.current(customer.name) },
              ]}
            />
          </Form.Item>
        )}
        {as !== 'current' && (
          <Form.Item
            name="customerName"
            label={texts.adding.name}
            rules={[{ required: true, whitespace: true, message: texts.adding.nameNeeded }]}
          >
            <Input autoFocus maxLength={30} placeholder={texts.adding.nameExample} data-testid="add-rep-name" />
          </Form.Item>
        )}
        <Form.Item name="repUserId" label={texts.adding.rep}>
          <Select
            options={reps.map((rep) => ({ value: rep.repUserId, label: `${rep.name} · ${rep.position}` }))}
            data-testid="add-rep-rep"
          />
        </Form.Item>
      </Form>
    </Modal>
  );
}
