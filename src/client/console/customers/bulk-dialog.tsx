import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Alert, App, Button, Flex, Modal, Select } from 'antd';
import { useEffect, useState } from 'react';
import { customerBatchEndpoints } from '../../../contract/console/customer-batches';
import type { BatchView } from '../../../contract/console/batches';
import { ErrorNotice, Loading } from '../../ui/states';
import { call } from '../api';
import { useBatch } from '../batches/batches-api';
import { BatchProgress } from '../batches/batch-progress';
import { type Chosen, selectionOf } from './chosen';
import { useCustomerChoices } from './customers-api';

export type BulkWork = 'tag' | 'assign';

const titles: Record<BulkWork, string> = { tag: '批量打标签', assign: '批量换主跟进人' };
/** The earliest follower decides again. */
const earliest = 'earliest';

/** From the count through the choice to the end of the work. */
export function BulkDialog({ work, chosen, onClose }: { work: BulkWork | null; chosen: Chosen; onClose: () => void }) {
  const [batchId, setBatchId] = useState<string | null>(null);
  const client = useQueryClient();
  const batch = useBatch(batchId);
  const isDone = batch.data?.state === 'done' || batch.data?.state === 'dropped';
  useEffect(() => {
    if (isDone) void client.invalidateQueries({ queryKey: ['customers'] });
  }, [isDone, client]);
  const close = () => {
    setBatchId(null);
    onClose();
  };
  return (
    <Modal open={work !== null} title={work && titles[work]} footer={null} onCancel={close} destroyOnHidden>
      {batch.data ? (
        <BatchProgress batch={batch.data} onClose={close} />
      ) : (
        work && <BulkForm work={work} chosen={chosen} onStarted={({ id }) => setBatchId(id)} />
      )}
    </Modal>
  );
}

interface FormProps {
  work: BulkWork;
  chosen: Chosen;
  onStarted: (batch: BatchView) => void;
}

function BulkForm({ work, chosen, onStarted }: FormProps) {
  const { message } = App.useApp();
  const selection = selectionOf(chosen);
  const count = useQuery({
    queryKey: ['customer-selection', selection],
    queryFn: () => call(customerBatchEndpoints.countSelection, { body: { selection } }),
    staleTime: 0,
    gcTime: 0,
  });
  const [add, setAdd] = useState<string[]>([]);
  const [remove, setRemove] = useState<string[]>([]);
  const [rep, setRep] = useState<string | undefined>();
  const [isStarting, setStarting] = useState(false);
  if (count.isPending) return <Loading />;
  if (count.error) return <ErrorNotice error={count.error} onRetry={() => void count.refetch()} />;
  const { customers, more, withoutRep } = count.data;

  const start = async () => {
    setStarting(true);
    const seen = { selection, seen: customers };
    const started =
      work === 'tag'
        ? call(customerBatchEndpoints.tagCustomers, { body: { ...seen, add, remove } })
        : call(customerBatchEndpoints.assignCustomers, {
            body: { ...seen, repUserId: rep === earliest ? null : (rep ?? null) },
          });
    await started.then(onStarted, (error: Error) => {
      void message.error(error.message);
      // The number may be another one by now.
      void count.refetch();
    });
    setStarting(false);
  };
  const isReady = work === 'tag' ? add.length + remove.length > 0 : rep !== undefined;
  return (
    <>
      <p>
        {more ? `超过 ${customers} 位，一次做不完，请把条件收窄。` : `会改动 ${customers} 位客户。`}
        {withoutRep > 0 && `其中 ${withoutRep} 位没有导购跟进，会原样留下。`}
      </p>
      {work === 'tag' ? (
        <TagFields add={add} remove={remove} onAdd={setAdd} onRemove={setRemove} />
      ) : (
        <RepField rep={rep} onChange={setRep} />
      )}
      <Flex justify="end" className="import-foot">
        <Button
          type="primary"
          loading={isStarting}
          disabled={!isReady || more || customers === 0}
          onClick={() => void start()}
        >
          对 {customers} 位客户执行
        </Button>
      </Flex>
    </>
  );
}

function TagFields(props: {
  add: string[];
  remove: string[];
  onAdd: (tagIds: string[]) => void;
  onRemove: (tagIds: string[]) => void;
}) {
  const { data } = useCustomerChoices();
  const options = (taken: string[]) =>
    (data?.tags ?? [])
      .filter(({ tagId }) => !taken.includes(tagId))
      .map(({ tagId, name, groupName }) => ({ value: tagId, label: `${groupName} · ${name}` }));
  const field = { mode: 'multiple' as const, showSearch: { optionFilterProp: 'label' }, className: 'bulk-field' };
  return (
    <>
      <Alert type="info" showIcon title="标签会写进企业微信，以主跟进人的名义" />
      <label className="bulk-label">
        打上
        <Select
          {...field}
          aria-label="打上的标签"
          value={props.add}
          options={options(props.remove)}
          onChange={props.onAdd}
        />
      </label>
      <label className="bulk-label">
        去掉
        <Select
          {...field}
          aria-label="去掉的标签"
          value={props.remove}
          options={options(props.add)}
          onChange={props.onRemove}
        />
      </label>
    </>
  );
}

function RepField({ rep, onChange }: { rep: string | undefined; onChange: (rep: string) => void }) {
  const { data } = useCustomerChoices();
  const reps = (data?.reps ?? []).filter(({ active }) => active);
  return (
    <>
      <Alert type="info" showIcon title="只会换给已经跟进这位客户的导购；没有跟进的会列出来，保持不变" />
      <label className="bulk-label">
        交给
        <Select
          className="bulk-field"
          aria-label="新的主跟进人"
          placeholder="选择导购"
          showSearch={{ optionFilterProp: 'label' }}
          value={rep}
          options={[
            { value: earliest, label: '最早跟进的导购' },
            ...reps.map(({ repUserId, name }) => ({ value: repUserId, label: name })),
          ]}
          onChange={onChange}
        />
      </label>
    </>
  );
}
