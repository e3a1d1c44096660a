import { Drawer } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { Refused } from '../../ui/ask';
import { act, type Between } from '../sandbox-api';
import { texts } from '../texts';

type Params = Record<string, unknown>;

/** 聊天工具栏: the app's page beside the chat, in a client whose rep and customer these are. */
export function ChatSidebar({ who, name, onClose }: { who: Between; name: string; onClose: () => void }) {
  const frame = useRef<HTMLIFrameElement>(null);
  const [address] = useState(() => {
    // The client knows its rep: WeCom's silent page reads it there.
    document.cookie = `sandbox_member=${who.repUserId}; Path=/; SameSite=Lax`;
    return '/rep/sign-in?to=/sidebar';
  });
  useEffect(() => {
    const answer = async ({
      data,
      origin,
      source,
    }: MessageEvent<{ asking?: number; name: string; params: Params }>) => {
      const page = frame.current?.contentWindow;
      if (origin !== location.origin || !page || source !== page || data.asking === undefined) return;
      const result = await play(data.name, data.params, page, who);
      page.postMessage({ asked: data.asking, result }, location.origin);
    };
    const listener = (event: MessageEvent) => void answer(event);
    window.addEventListener('message', listener);
    return () => window.removeEventListener('message', listener);
  }, [who]);
  return (
    <Drawer
      open
      size={391}
      mask={false}
      title={texts.customers.sidebarOf(name)}
      onClose={onClose}
      styles={{ body: { padding: 0 } }}
      data-testid="chat-sidebar"
    >
      <iframe ref={frame} className="chat-sidebar" title={texts.customers.sidebar} src={address} />
    </Drawer>
  );
}

/** What the client does, and says as the real one does. */
async function play(name: string, params: Params, page: Window, who: Between): Promise<Params> {
  try {
    if (name === 'agentConfig') {
      const url = page.location.href.split('#')[0];
      const { corpid, agentid, timestamp, nonceStr, signature } = params;
      await act('client-checks-page', { url, corpid, agentid, timestamp, nonceStr, signature });
      return { err_msg: `${name}:ok` };
    }
    if (name === 'getCurExternalContact') return { err_msg: `${name}:ok`, userId: who.externalUserId };
    if (name === 'getContext') return { err_msg: `${name}:ok`, entry: 'single_chat_tools' };
    if (name !== 'sendChatMessage') return { err_msg: `${name}:function not exist` };
    await act('page-sends', { ...who, message: params });
    return { err_msg: `${name}:ok` };
  } catch (error) {
    return { err_msg: `${name}:fail ${error instanceof Refused ? error.message : 'system error'}` };
  }
}
