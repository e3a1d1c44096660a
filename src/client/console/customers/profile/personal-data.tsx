import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Alert, App, Button, Card, Flex, Form, Input, Modal } from 'antd';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { privacyEndpoints } from '../../../../contract/console/privacy';
import type { ProfileView } from '../../../../contract/console/profile';
import { call, download } from '../../api';
import { useMay } from '../../session';

/** 个人信息请求: what the customer may ask for of their own data. */
export function PersonalData({ profile }: { profile: ProfileView }) {
  const mayUnmask = useMay('customers.unmask');
  const mayExport = useMay('customers.export') && mayUnmask;
  const mayErase = useMay('customers.erase');
  const { message } = App.useApp();
  const { externalUserId } = profile;
  const [isErasing, setErasing] = useState(false);
  const file = useMutation({
    mutationFn: () => download(`/customers/${encodeURIComponent(externalUserId)}/personal-data`, {}, '个人数据.json'),
    onError: (error) => void message.error(error.message),
  });
  if (!mayExport && !mayErase) return null;
  return (
    <Card size="small" title="个人信息请求">
      <p className="quiet">客户本人要求查看或删除自己的数据时用，每次都记入审计。</p>
      <Flex gap={8} wrap>
        {mayExport && (
          <Button size="small" loading={file.isPending} onClick={() => file.mutate()}>
            导出全部个人数据
          </Button>
        )}
        {mayErase && (
          <Button size="small" danger onClick={() => setErasing(true)}>
            删除个人数据
          </Button>
        )}
      </Flex>
      <ErasureDialog profile={profile} isOpen={isErasing} onClose={() => setErasing(false)} />
    </Card>
  );
}

function ErasureDialog(props: { profile: ProfileView; isOpen: boolean; onClose: () => void }) {
  const { profile, isOpen, onClose } = props;
  const { externalUserId } = profile;
  const called = profile.remark.trim() || profile.name.trim() || externalUserId;
  const { message } = App.useApp();
  const client = useQueryClient();
  const navigate = useNavigate();
  const [form] = Form.useForm<{ name: string }>();
  const erase = useMutation({
    mutationFn: (name: string) => call(privacyEndpoints.eraseCustomer, { params: { externalUserId }, body: { name } }),
    onSuccess: async () => {
      void message.success('已删除个人数据');
      await navigate('/customers');
      client.removeQueries({ predicate: ({ queryKey }) => queryKey.includes(externalUserId) });
      await client.invalidateQueries({ queryKey: ['customers'] });
    },
  });
  const close = () => {
    erase.reset();
    onClose();
  };
  return (
    <Modal
      open={isOpen}
      title="删除个人数据"
      okText="永久删除"
      okButtonProps={{ danger: true }}
      confirmLoading={erase.isPending}
      destroyOnHidden
      onOk={() => form.submit()}
      onCancel={close}
    >
      {erase.error && <Alert type="error" showIcon role="alert" title={erase.error.message} />}
      <ul>
        <li>姓名、手机号、备注、日期、标签、聊天和时间线全部删除，不能恢复</li>
        <li>订单只留金额和商品，看不出是谁买的</li>
        <li>不再有任何触达；以后同步企业微信也不会把资料带回来</li>
        <li>企业微信里的好友关系和备注不受影响，需要导购自己删除</li>
      </ul>
      <Form form={form} layout="vertical" preserve={false} onFinish={({ name }) => erase.mutate(name.trim())}>
        <Form.Item
          name="name"
          label={`请输入「${called}」确认`}
          rules={[{ required: true, whitespace: true, message: '请输入客户的名字' }]}
        >
          <Input autoComplete="off" maxLength={128} />
        </Form.Item>
      </Form>
    </Modal>
  );
}
