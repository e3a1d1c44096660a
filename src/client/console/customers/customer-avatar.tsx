import { Avatar } from 'antd';

/** WeChat's picture of a customer; none, or one from elsewhere: the name's first character. */
export function CustomerAvatar({ url, name, size }: { url: string; name: string; size?: number }) {
  const own = /^https?:\/\/([\w-]+\.qlogo\.cn\/.*)$/.exec(url)?.[1];
  return (
    <Avatar {...(own ? { src: `https://${own}` } : {})} {...(size ? { size } : {})} className="customer-avatar" alt="">
      {[...name][0]}
    </Avatar>
  );
}
