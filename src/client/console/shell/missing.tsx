import { CompassOutlined } from '@ant-design/icons';
import { Result } from 'antd';

/** An address that leads nowhere, or to nothing that this member may see. */
export function Missing() {
  return (
    <Result
      icon={<CompassOutlined />}
      title="没有这个页面"
      subTitle="请从左侧菜单选择；看不到的页面需要管理员开通权限。"
    />
  );
}
