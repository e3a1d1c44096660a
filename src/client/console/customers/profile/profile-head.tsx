import { ArrowLeftOutlined, EyeOutlined } from '@ant-design/icons';
import { useMutation } from '@tanstack/react-query';
import { App, Button, Tag } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { profileEndpoints, type ProfileView } from '../../../../contract/console/profile';
import { stageNames, tierNames } from '../../../../contract/console/trust-names';
import { call } from '../../api';
import { useMay } from '../../session';
import { CustomerAvatar } from '../customer-avatar';
import { namesOf } from '../customer-words';
import { RepDialog } from './rep-dialog';

/** Who it is, how near they stand to us, and who looks after them. */
export function ProfileHead({ profile, mayEdit }: { profile: ProfileView; mayEdit: boolean }) {
  const [title, beside] = namesOf(profile);
  const { stage, tier, repName, repPinned } = profile;
  const [isMoving, setMoving] = useState(false);
  return (
    <header className="profile-head">
      <CustomerAvatar url={profile.avatarUrl} name={title} size={56} />
      <div className="profile-names">
        <h1>{title}</h1>
        <div className="profile-line">
          {beside && <span>{beside}</span>}
          <Mobiles profile={profile} />
          <span>
            主跟进人：{repName ?? '待分配'}
            {repPinned && '（指定）'}
            {mayEdit && (
              <Button type="link" size="small" onClick={() => setMoving(true)}>
                更换
              </Button>
            )}
          </span>
        </div>
        <div className="profile-line">
          <Tag variant="outlined">{stageNames[stage]}</Tag>
          <Tag variant="outlined">{tierNames[tier]}</Tag>
          {profile.deceased && <Tag variant="outlined">已故，不再触达</Tag>}
          {profile.optedOut && <Tag variant="outlined">已退订</Tag>}
          {profile.problem && <Tag color="red">有待处理问题</Tag>}
        </div>
      </div>
      <Link to=".." relative="path" className="profile-back">
        <ArrowLeftOutlined /> 客户列表
      </Link>
      {isMoving && <RepDialog profile={profile} onClose={() => setMoving(false)} />}
    </header>
  );
}

function Mobiles({ profile: { externalUserId, mobiles } }: { profile: ProfileView }) {
  const mayUnmask = useMay('customers.unmask');
  const { message } = App.useApp();
  const unmask = useMutation({
    mutationFn: () => call(profileEndpoints.unmaskMobiles, { params: { externalUserId } }),
    onError: (error) => void message.error(error.message),
  });
  if (mobiles.length === 0) return <span>没有手机号</span>;
  return (
    <span>
      {(unmask.data?.mobiles ?? mobiles).join('、')}
      {mayUnmask && !unmask.data && (
        <Button
          type="text"
          size="small"
          icon={<EyeOutlined />}
          aria-label="查看完整手机号（会记入审计）"
          title="查看完整手机号（会记入审计）"
          loading={unmask.isPending}
          onClick={() => unmask.mutate()}
        />
      )}
    </span>
  );
}
