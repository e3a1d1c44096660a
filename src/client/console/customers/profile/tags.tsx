import { Alert, Button, Flex, Select, Tag } from 'antd';
import { useState } from 'react';
import { profileEndpoints, type ProfileView } from '../../../../contract/console/profile';
import { call } from '../../api';
import { useCustomerChoices } from '../customers-api';
import { useChange } from './profile-api';

/** The corp's tags on a customer; marked at WeCom by the rep who looks after them. */
export function Tags({ profile, mayEdit }: { profile: ProfileView; mayEdit: boolean }) {
  const [isEditing, setEditing] = useState(false);
  if (isEditing) return <TagsEditor profile={profile} onClose={() => setEditing(false)} />;
  return (
    <Flex gap={4} wrap align="center">
      {profile.tags.map(({ tagId, name }) => (
        <Tag key={tagId}>{name}</Tag>
      ))}
      {profile.tags.length === 0 && <span className="quiet">还没有标签</span>}
      {mayEdit && (
        <Button type="link" size="small" onClick={() => setEditing(true)}>
          调整标签
        </Button>
      )}
    </Flex>
  );
}

function TagsEditor({ profile: { externalUserId, tags }, onClose }: { profile: ProfileView; onClose: () => void }) {
  const known = tags.map(({ tagId }) => tagId);
  const [chosen, setChosen] = useState(known);
  const choices = useCustomerChoices();
  const change = useChange(externalUserId, (body: { add: string[]; remove: string[] }) =>
    call(profileEndpoints.tagCustomer, { params: { externalUserId }, body }),
  );
  const add = chosen.filter((id) => !known.includes(id));
  const remove = known.filter((id) => !chosen.includes(id));
  const save = () =>
    add.length + remove.length === 0 ? onClose() : change.mutate({ add, remove }, { onSuccess: onClose });
  return (
    <Flex vertical gap={8}>
      {change.error && <Alert type="error" showIcon role="alert" title={change.error.message} />}
      <Select
        mode="multiple"
        aria-label="标签"
        autoFocus
        loading={choices.isPending}
        value={chosen}
        onChange={setChosen}
        showSearch={{ optionFilterProp: 'label' }}
        options={choices.data?.tags.map(({ tagId, name, groupName }) => ({
          value: tagId,
          label: `${groupName} · ${name}`,
        }))}
      />
      <Flex gap={8} justify="end">
        <Button onClick={onClose}>取消</Button>
        <Button type="primary" loading={change.isPending} onClick={save}>
          保存到企业微信
        </Button>
      </Flex>
    </Flex>
  );
}
