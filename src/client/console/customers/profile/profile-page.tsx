import { Card, Tabs } from 'antd';
import { useParams, useSearchParams } from 'react-router';
import type { ProfileView } from '../../../../contract/console/profile';
import { ErrorNotice, Loading } from '../../../ui/states';
import { useMay } from '../../session';
import { Facts } from './facts';
import { ImportantDates } from './important-dates';
import { Note } from './note';
import { Orders } from './orders';
import { PersonalData } from './personal-data';
import { ProfileHead } from './profile-head';
import { useProfile } from './profile-api';
import { Stops } from './stops';
import { Tags } from './tags';
import { Timeline } from './timeline';
import { TouchHistory } from './touch-history';
import { Whys } from './whys';
import './profile.css';

/** 客户档案: all that is known of one customer, and what can be done for them. */
export function ProfilePage() {
  const { externalUserId = '' } = useParams();
  const profile = useProfile(externalUserId);
  if (profile.isPending) return <Loading />;
  if (profile.error) return <ErrorNotice error={profile.error} onRetry={() => void profile.refetch()} />;
  return <Profile profile={profile.data} />;
}

function Profile({ profile }: { profile: ProfileView }) {
  const mayEdit = useMay('customers.edit');
  return (
    <>
      <ProfileHead profile={profile} mayEdit={mayEdit} />
      <div className="profile">
        <div className="profile-side">
          <Stops profile={profile} mayEdit={mayEdit} />
          <ImportantDates profile={profile} mayEdit={mayEdit} />
          <Card size="small" title="标签">
            <Tags profile={profile} mayEdit={mayEdit} />
          </Card>
          {profile.note && (
            <Card size="small" title="备注">
              <Note key={profile.note.revision} profile={profile} note={profile.note} mayEdit={mayEdit} />
            </Card>
          )}
          <Card size="small" title="资料">
            <Facts profile={profile} />
          </Card>
          <PersonalData profile={profile} />
        </div>
        <Histories profile={profile} />
      </div>
    </>
  );
}

/** What was, what is planned, and why; which one is open stands in the address. */
function Histories({ profile: { externalUserId, products } }: { profile: ProfileView }) {
  const [search, setSearch] = useSearchParams();
  const maySeeTouches = useMay('touches.read');
  const items = [
    { key: 'timeline', label: '时间线', children: <Timeline externalUserId={externalUserId} /> },
    ...(maySeeTouches
      ? [
          { key: 'touches', label: '触达', children: <TouchHistory externalUserId={externalUserId} /> },
          { key: 'whys', label: '今天为什么', children: <Whys externalUserId={externalUserId} /> },
        ]
      : []),
    { key: 'orders', label: '订单', children: <Orders externalUserId={externalUserId} products={products} /> },
  ];
  const active = items.find(({ key }) => key === search.get('tab'))?.key ?? 'timeline';
  return (
    <Card size="small" className="profile-histories">
      <Tabs
        items={items}
        activeKey={active}
        tabBarGutter={20}
        destroyOnHidden
        onChange={(tab) => setSearch(tab === 'timeline' ? {} : { tab }, { replace: true })}
      />
    </Card>
  );
}
