import { useMutation, useQuery } from '@tanstack/react-query';
import { Alert, Input, Modal } from 'antd';
import { useState } from 'react';
import { type CareValue, type SettingsPreview, settingsEndpoints } from '../../../contract/console/settings';
import { Loading } from '../../ui/states';
import { call } from '../api';
import type { Difference } from './care-value';
import { DifferenceList } from './difference-list';

interface Props {
  basedOn: number;
  value: CareValue;
  differences: Difference[];
  onSaved: () => void;
  onRefused: (error: Error) => void;
  onClose: () => void;
}

/** Shows what the new rules would have done last week before they hold. */
export function SaveDialog({ basedOn, value, differences, onSaved, onRefused, onClose }: Props) {
  const [note, setNote] = useState('');
  const preview = useQuery({
    queryKey: ['settings-preview', value],
    queryFn: () => call(settingsEndpoints.previewCare, { body: { value } }),
    retry: false,
    gcTime: 0,
  });
  const save = useMutation({
    mutationFn: () => call(settingsEndpoints.changeCare, { body: { basedOn, value, note } }),
    onSuccess: onSaved,
    onError: onRefused,
  });
  return (
    <Modal
      open
      title={`保存 ${differences.length} 项改动`}
      okText="保存，立即生效"
      okButtonProps={{ disabled: preview.isPending, loading: save.isPending }}
      onOk={() => (preview.error ? onRefused(preview.error) : save.mutate())}
      onCancel={onClose}
    >
      <DifferenceList differences={differences} />
      {preview.isPending && <Loading />}
      {preview.error && <Alert type="error" showIcon title={preview.error.message} />}
      {preview.data && <Effect preview={preview.data} />}
      <label htmlFor="settings-note">为什么改（会写进审计）</label>
      <Input id="settings-note" value={note} maxLength={200} onChange={({ target }) => setNote(target.value)} />
    </Modal>
  );
}

function Effect({ preview }: { preview: SettingsPreview }) {
  const { from, to, customers, sampled, touches, heldMore, letGoMore, moved, byReason, examples } = preview;
  const parts = [
    heldMore > 0 && `多暂缓 ${heldMore} 次`,
    letGoMore > 0 && `多放行 ${letGoMore} 次`,
    moved > 0 && `有 ${moved} 次换到安静时段之外`,
  ].filter(Boolean);
  const words =
    touches === 0 ? '上周没有触达可以比对' : parts.length > 0 ? `上周会${parts.join('，')}` : '上周的触达不会有变化';
  return (
    <section className="care-effect" data-testid="effect">
      <Alert
        type={heldMore > 0 ? 'warning' : 'info'}
        showIcon
        title={words}
        description={
          <>
            {from} 至 {to}，{sampled} 位客户的 {touches} 次触达
            {sampled < customers && `（共 ${customers} 位，取其中 ${sampled} 位）`}
            {byReason.length > 0 && `；${byReason.map((each) => `${each.words} ${each.touches} 次`).join('、')}`}
          </>
        }
      />
      {examples.length > 0 && (
        <ul className="care-examples">
          {examples.slice(0, 5).map(({ externalUserId, customerName, playTitle, on, why }) => (
            <li key={`${externalUserId} ${on} ${playTitle}`}>
              {on} {customerName} · {playTitle}：{why}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
