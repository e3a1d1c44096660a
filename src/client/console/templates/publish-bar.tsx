import { Alert, Button, Flex, Input, Modal, Popconfirm, Tooltip } from 'antd';
import { useState } from 'react';
import type { TemplateView } from '../../../contract/console/templates';
import { clockTextIn } from '../../ui/shop-time';
import { useMay, useSession } from '../session';
import { useForecast } from './templates-api';
import type { Desk } from './use-desk';

interface Props {
  template: TemplateView;
  desk: Desk;
  faults: number;
}

/** Saving, asking for approval, and the approver's answer, with what it costs. */
export function PublishBar({ template, desk, faults }: Props) {
  const mayEdit = useMay('templates.edit');
  const submission = template.draft?.submission ?? null;
  return (
    <div className="publish-bar">
      {submission && <Request template={template} desk={desk} />}
      {!submission && template.draft?.note && (
        <Alert type="warning" showIcon title={`退回的说明：${template.draft.note}`} />
      )}
      <Forecast name={template.name} source={desk.source} />
      {mayEdit && <WriterActions template={template} desk={desk} faults={faults} />}
    </div>
  );
}

function Forecast({ name, source }: { name: string; source: string }) {
  const { data } = useForecast(name, source);
  if (!data?.forecast) return null;
  return (
    <p className="forecast" data-testid="forecast">
      可能收到的客户 {data.customers.toLocaleString()} 人，{data.reps} 位导购。{data.forecast.words}。
    </p>
  );
}

function WriterActions({ template, desk, faults }: Props) {
  const [asking, setAsking] = useState(false);
  const { draft, latest, state } = template;
  const submitted = (draft?.submission ?? null) !== null;
  const changed = desk.source !== (state === 'published' ? latest?.source : undefined);
  const why = faults > 0 ? `还有 ${faults} 处要改` : changed ? '' : '和线上版本一样';
  return (
    <Flex gap={8} wrap align="center">
      <Button
        onClick={() => desk.save.mutate(undefined)}
        disabled={!desk.dirty}
        loading={desk.save.isPending}
        data-testid="save-draft"
      >
        保存草稿
      </Button>
      <Tooltip title={why}>
        <Button
          type="primary"
          disabled={why !== '' || (submitted && !desk.dirty)}
          onClick={() => setAsking(true)}
          data-testid="submit"
        >
          提交批准
        </Button>
      </Tooltip>
      {submitted && (
        <Button onClick={() => desk.takeBack.mutate(undefined)} loading={desk.takeBack.isPending}>
          撤回提交
        </Button>
      )}
      {draft && (
        <Popconfirm title="删除这份草稿？线上版本不受影响" onConfirm={() => desk.discard.mutate(undefined)}>
          <Button danger type="text">
            删除草稿
          </Button>
        </Popconfirm>
      )}
      {state === 'published' && !draft && (
        <Popconfirm
          title="停用这份文案？"
          description="还没发出的触达会换用别的文案；以后可以在「版本」里恢复"
          onConfirm={() => desk.withdraw.mutate('')}
        >
          <Button danger type="text">
            停用
          </Button>
        </Popconfirm>
      )}
      <span className="save-state" role="status">
        {desk.dirty ? '有改动没有保存' : draft ? '草稿已保存' : ''}
      </span>
      <SubmitDialog open={asking} desk={desk} name={template.name} onClose={() => setAsking(false)} />
    </Flex>
  );
}

function SubmitDialog(props: { open: boolean; desk: Desk; name: string; onClose: () => void }) {
  const { open, desk, name, onClose } = props;
  const [note, setNote] = useState('');
  return (
    <Modal
      open={open}
      title="提交批准"
      okText="提交"
      onCancel={onClose}
      confirmLoading={desk.submit.isPending}
      onOk={() => desk.submit.mutate(note, { onSettled: onClose })}
    >
      <Forecast name={name} source={desk.source} />
      <p>要由另一位有「批准发送」权限的同事批准；提交后再改，这次提交就作废。</p>
      <Input.TextArea
        aria-label="改了什么"
        placeholder="改了什么、为什么（可以不写）"
        maxLength={200}
        rows={3}
        value={note}
        onChange={({ target }) => setNote(target.value)}
      />
    </Modal>
  );
}

function Request({ template, desk }: { template: TemplateView; desk: Desk }) {
  const mayApprove = useMay('send.approve');
  const clockText = clockTextIn(useSession().shop.zone);
  const { draft } = template;
  const [note, setNote] = useState('');
  if (!draft?.submission) return null;
  const { by, at, audienceCount, note: told } = draft.submission;
  return (
    <Alert
      type="info"
      showIcon
      title={`${by} 于 ${clockText(at)} 提交，可能收到的客户 ${audienceCount.toLocaleString()} 人`}
      description={
        <>
          {told && <p>说明：{told}</p>}
          {mayApprove && (
            <Flex gap={8} wrap>
              <Button
                type="primary"
                disabled={desk.dirty}
                loading={desk.approve.isPending}
                onClick={() => desk.approve.mutate(undefined)}
                data-testid="approve"
              >
                批准并发布
              </Button>
              <Popconfirm
                title="退回给作者"
                description={
                  <Input
                    aria-label="退回的原因"
                    placeholder="为什么退回"
                    maxLength={200}
                    value={note}
                    onChange={({ target }) => setNote(target.value)}
                  />
                }
                okButtonProps={{ disabled: note.trim() === '' }}
                onConfirm={() => desk.reject.mutate(note)}
              >
                <Button>退回</Button>
              </Popconfirm>
              {draft.own && <span className="own">这份文案你参与写过，要由别的同事批准</span>}
            </Flex>
          )}
        </>
      }
    />
  );
}
