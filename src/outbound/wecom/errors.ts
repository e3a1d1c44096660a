import type { WecomErrorClass } from '../../kernel/errors';

interface WecomErrorFact {
  kind: WecomErrorClass;
  meaning: string;
  /** How long to leave the call alone, where WeCom says so. */
  waitMs?: number;
}

type Codes = number | readonly [from: number, to: number];
type Row = readonly [codes: Codes, meaning: string, waitMs?: number];

const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;

/**
 * Every code of wecom-core §9.2 and wecom-external §6.2, by what the caller should do.
 * Where the two differ, the reaction that fits customer contact stands. "Treat as done" is permanent here:
 * the call that knows it is done says so itself.
 */
const rows: Record<WecomErrorClass, readonly Row[]> = {
  retry: [
    [-1, 'system busy'],
    [6000, 'data version conflict'],
    [41096, 'another app is sending a welcome with this code'],
    [45033, 'too many parallel calls of this API'],
    [45035, 'parallel write on the same record'],
  ],
  refresh: [
    [40001, 'bad credential'],
    [40014, 'invalid access token'],
    [42001, 'access token expired'],
  ],
  wait: [
    [40100, 'transfer already running', hour],
    [40129, 'transfer already running', hour],
    [41053, 'the customer has not agreed to the conversation archive yet'],
    [41062, 'the rep has not published the moment yet', 5 * minute],
    [41063, 'the mass-send task is still being dispatched', 20 * second],
    [41078, 'too many moment jobs at once', minute],
    [41079, 'the moment is still being dispatched', minute],
    [41094, 'the reps of this task were reminded 3 times in 24 hours', 24 * hour],
    [45009, 'call frequency over the limit', minute],
    [45036, 'data access limited for abnormal use', 10 * minute],
    [95001, 'kf: 5 messages sent since the customer last wrote'],
  ],
  configuration: [
    [40013, 'invalid corp id: check WECOM_CORP_ID'],
    [40056, 'invalid agent id: check WECOM_AGENT_ID'],
    [40091, 'the secret belongs to another corp: check WECOM_SECRET'],
    [41045, 'the corp has used up its contact ways'],
    [41055, 'the library of group welcome messages is full'],
    [41057, 'no developer id is bound to the corp'],
    [41095, 'too many acquisition links'],
    [41200, 'no business category for this API'],
    [41210, 'the month’s quota of moments is used up'],
    [41211, 'moments are not enabled'],
    [43009, 'the corp is not verified'],
    [43012, 'callback cards need the app’s callback URL to be set'],
    [45024, 'limit of the account'],
    [45031, 'WeCom calls the secret unsafe: reset it'],
    [48001, 'the app may not call this API'],
    [48002, 'this token may not call this API: add the app to 客户联系 → 可调用接口的应用'],
    [48004, 'the authorisation was revoked'],
    [48005, 'this API was retired'],
    [48006, 'the permission was revoked for disuse'],
    [48007, 'the kf account is not granted to the app'],
    [48009, 'contact-sync secret used from a new address'],
    [48010, 'the TLS version is too old'],
    [48011, 'member activity too low: WeCom holds back customer data'],
    [50001, 'the redirect domain is not trusted'],
    [50002, 'the member is outside the app’s visible range'],
    [50003, 'the app is disabled'],
    [50006, 'the system app is disabled'],
    [60011, 'no permission on this member, party or tag: check the visible range'],
    [60020, 'our address is not a trusted IP: add it under 企业可信IP and wait a minute'],
    [60021, 'the member is outside the visible range'],
    [60030, 'outside the visible range'],
    [60031, 'the app’s API access is disabled'],
    [80001, 'the trusted domain does not match'],
    [81011, 'no right on this tag'],
    [85005, 'the trusted domain is not verified'],
    [[90207, 90208], 'mini-program app id'],
    [92000, 'outside the visible range'],
    [92002, 'agentConfig of another corp'],
    [93000, 'group webhook invalid'],
    [93004, 'group webhook disabled'],
    [93008, 'group webhook not in the group'],
    [95000, 'kf: open_kfid invalid'],
    [95003, 'kf: quota of an unverified corp used up'],
    [95004, 'kf: no such account'],
    [95005, 'kf: too many accounts'],
    [95006, 'kf: bad account name'],
    [[95011, 95012], 'kf: the product runs in another mode than this secret'],
    [95017, 'kf: API switch is off'],
    [95020, 'kf: too many servicers'],
    [95021, 'kf: upgrade service not configured'],
    [95023, 'kf: API of another app type'],
    [[95026, 95027], 'kf: no more accounts for this corp'],
    [301002, 'the token belongs to another app: check WECOM_AGENT_ID'],
    [301007, 'the corp is dissolved or banned'],
    [[301052, 301053], 'archive: expired or not opened'],
    [301111, 'archive: SDK too old'],
    [301116, 'archive: not allowed for third parties'],
    [[610014, 610018], 'subject of the unionid or mini-program'],
    [610023, 'the corp’s customer scale is exhausted: customer APIs stop until capacity is bought'],
    [610024, 'the corp has not submitted its qualification'],
    [670001, 'outside the share range'],
    [701008, 'no interconnect licence'],
    [701063, 'licence state closed'],
    [701099, 'no valid licence'],
  ],
  permanent: [
    [40003, 'unknown userid'],
    [[40004, 40006], 'media type or size'],
    [40007, 'media id invalid or expired: upload again'],
    [40008, 'bad message type'],
    [40009, 'picture size'],
    [40011, 'video size'],
    [40029, 'login code invalid or used'],
    [[40031, 40032], 'list of userids bad or too long'],
    [40033, 'the body holds \\u escapes'],
    [40035, 'illegal parameter'],
    [40039, 'URL too long'],
    [40058, 'illegal parameter, length or list size'],
    [40063, 'empty parameter'],
    [40066, 'invalid party list'],
    [40068, 'invalid tag id'],
    [40070, 'all nodes of the tag are invalid'],
    [40074, 'news cannot be confidential'],
    [40093, 'JS-SDK signature wrong'],
    [40094, 'URL missing or without scheme'],
    [40096, 'this customer is not visible to us'],
    [40097, 'the member has not left'],
    [40098, 'the member is not real-name verified'],
    [40099, 'the rep taking over has too many customers'],
    [40126, 'too many corp tags'],
    [40128, 'the customer was moved twice in 90 days'],
    [40130, 'both reps are the same'],
    [40131, 'the rep does not follow this customer'],
    [40143, 'the rep taking over is banned'],
    [40144, 'too many tags on this customer'],
    [40145, 'media id expired: upload again'],
    [40201, 'blocked by anti-spam: change the content'],
    [40204, 'blocked by anti-spam: change the content'],
    [40205, 'the rep has not logged in for a year'],
    [41001, 'access token missing'],
    [41002, 'corp id missing'],
    [41004, 'secret missing'],
    [41006, 'media id missing'],
    [41008, 'code missing'],
    [41009, 'userid missing'],
    [41011, 'agent id missing'],
    [41017, 'tag id missing'],
    [41019, 'department missing'],
    [41033, 'textcard without description'],
    [41035, 'external userid missing'],
    [[41037, 41044], 'parameter of a contact way'],
    [[41046, 41047], 'mass-send id missing or invalid'],
    [41048, 'no customer can receive this mass-send'],
    [41049, 'welcome code missing'],
    [41050, 'welcome code invalid or expired'],
    [41051, 'the chat has begun or a welcome was delivered'],
    [41054, 'the member is not activated'],
    [41056, 'wrong kind of external id'],
    [41058, 'not our template'],
    [[41059, 41061], 'moment id'],
    [41064, 'more than 9 attachments'],
    [41065, 'attachment type'],
    [41067, 'moment id'],
    [41072, 'attachment does not fit the scene'],
    [[41080, 41082], 'attachment size, resolution or length'],
    [41090, 'attachment format'],
    [41093, 'the mass-send was cancelled'],
    [41110, 'invalid tag id'],
    [41111, 'number of tags in one call'],
    [[41300, 41305], 'broadcast template'],
    [42003, 'login code expired'],
    [42009, 'suite access token expired'],
    [42012, 'JS-SDK ticket of another kind or app'],
    [42014, 'illegal task id of a card'],
    [42015, 'the card belongs to another app'],
    [[42016, 42020], 'keys of a card'],
    [42022, 'login code used'],
    [[42027, 42051], 'field of a template card'],
    [42052, 'older than 24 hours: cannot be recalled'],
    [43004, 'the member has no WeChat binding'],
    [44001, 'empty media'],
    [44004, 'empty text'],
    [45001, 'media too big'],
    [45002, 'content too long'],
    [[45003, 45006], 'field too long'],
    [45007, 'voice too long'],
    [45008, 'too many articles'],
    [45029, 'reply too large: narrow the query'],
    [45032, 'author too long'],
    [46004, 'no such member'],
    [50100, 'bad page cursor: restart the paging'],
    [[60003, 60004], 'department id'],
    [60111, 'no such member: left, deleted or out of range'],
    [60123, 'department id'],
    [60140, 'response code invalid, expired or used'],
    [[60251, 60253], 'kf: id missing or servicer not in the list'],
    [81012, 'no recipient given'],
    [81013, 'no recipient is valid and in range'],
    [81017, 'too many recipients'],
    [82001, 'no recipient given'],
    [[82002, 82003], 'too many parties or tags'],
    [82004, 'illegal content'],
    [[82101, 82102], 'the card’s audience is empty or was not addressed'],
    [[84014, 84015], 'user ticket expired or invalid'],
    [84061, 'rep and customer are not in contact'],
    [84074, 'the rep has no customer-contact permission'],
    [84083, 'not a service member'],
    [84084, 'the rep does not follow this customer'],
    [[86001, 86224], 'parameter of a group chat'],
    [90500, 'the owner has not left'],
    [90501, 'not a customer group'],
    [90502, 'the owner has left'],
    [90504, 'the owner is unchanged'],
    [[90507, 90508], 'the group is being or was inherited'],
    [90509, 'not a customer group'],
    [90510, 'the corp was inactive for a year'],
    [90511, 'bad opengid'],
    [90514, 'not brought in by the acquisition app'],
    [91040, 'wrong kind of ticket asked for'],
    [95002, 'kf: the 48-hour window is closed'],
    [95007, 'kf: callback token invalid or expired'],
    [[95008, 95009], 'kf: menu items'],
    [95013, 'kf: the session has ended'],
    [95014, 'kf: not a servicer'],
    [95015, 'kf: exclusive service is configured'],
    [95016, 'kf: illegal change of state'],
    [95018, 'kf: this state does not allow sending'],
    [95019, 'kf: the servicer is paused'],
    [95022, 'kf: location type'],
    [95030, 'kf: kind of message is forbidden'],
    [95031, 'kf: the customer was silent for 48 hours'],
    [95032, 'kf: component permission is gone'],
    [95033, 'kf: this msgid was sent before'],
    [301021, 'some members are not in the contacts'],
    [[301058, 301060], 'archive: limit or group'],
    [511020, 'duplicate question'],
    [610003, 'illegal scene'],
    [610004, 'not a customer'],
    [[660001, 660013], 'external payment'],
    [[810000, 810004], 'smart account'],
    [830002, 'too big to download at once'],
  ],
};

function expand(codes: Codes): number[] {
  if (typeof codes === 'number') return [codes];
  const [from, to] = codes;
  return Array.from({ length: to - from + 1 }, (_, index) => from + index);
}

const entries = (Object.keys(rows) as WecomErrorClass[]).flatMap((kind) =>
  rows[kind].flatMap(([codes, meaning, waitMs]) =>
    expand(codes).map((code): [number, WecomErrorFact] => [code, { kind, meaning, waitMs }]),
  ),
);
const facts = new Map(entries);

/** Every errcode that the table names. */
export const knownErrcodes: readonly number[] = entries.map(([code]) => code);

/** What an errcode means and asks for. A code that no document names is permanent: repeating it helps nobody. */
export function factOf(errcode: number): WecomErrorFact {
  return (
    facts.get(errcode) ?? {
      kind: 'permanent',
      meaning: `not in our table, see https://open.work.weixin.qq.com/devtool/query?e=${errcode}`,
    }
  );
}

/** What WeCom's support asks for, and nothing else of errmsg: it may quote ids, numbers and texts. */
export function traceOf(errmsg: string): string {
  const hint = /hint: ?\[\w{1,80}\]/.exec(errmsg)?.[0];
  const address = /from ip: ?[0-9a-fA-F.:]{3,45}/.exec(errmsg)?.[0];
  const parts = [hint, address].filter((part) => part !== undefined);
  return parts.length === 0 ? '' : ` (${parts.join(', ')})`;
}
