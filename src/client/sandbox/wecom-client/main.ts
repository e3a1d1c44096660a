/**
 * What the WeCom client gives to a page in its sidebar, put before the page's own scripts: its name in the user agent,
 * and a bridge. What is asked of it goes to the sandbox page around, which plays the client.
 */
const userAgent = `${navigator.userAgent} MicroMessenger/7.0.1 wxwork/4.1.33`;
Object.defineProperty(navigator, 'userAgent', { get: () => userAgent });

type Tell = (result: unknown) => void;
const waiting = new Map<number, Tell>();

window.addEventListener('message', ({ data, origin, source }: MessageEvent<{ asked?: number; result?: unknown }>) => {
  if (origin !== location.origin || source !== window.parent || typeof data.asked !== 'number') return;
  waiting.get(data.asked)?.(data.result);
  waiting.delete(data.asked);
});

Object.assign(window, {
  WeixinJSBridge: {
    invoke(name: string, params: object, tell: Tell) {
      const asking = waiting.size + performance.now();
      waiting.set(asking, tell);
      window.parent.postMessage({ asking, name, params }, location.origin);
    },
    on: () => undefined,
  },
});
