import { parseEvent, subjectOf, UnreadableEvent } from '../../../src/inbound/callback/parse-event';
import { added, eventFrom, sysEvent, textFrom } from './stage';

const head = { corpId: 'wx5823bf96d3bd56c7', occurredAt: 1_767_225_601_000, agentId: '' };
const app = { ...head, agentId: '1000002' };
const pair = { repUserId: 'rep.lin', externalUserId: 'wm1' };

function event(name: string, fields: Record<string, string> = {}): string {
  const [Event = '', ChangeType] = name.split('.');
  return sysEvent({ MsgType: 'event', Event, ...(ChangeType ? { ChangeType } : {}), ...fields });
}

function byRep(name: string, fields: Record<string, string> = {}): string {
  return eventFrom('007', { MsgType: 'event', Event: name, ...fields, AgentID: '1000002' });
}

function message(type: string, fields: Record<string, string>): string {
  return eventFrom('007', { MsgType: type, ...fields, MsgId: '7300000000000000001', AgentID: '1000002' });
}

const told = { ...app, repUserId: '007', messageId: '7300000000000000001' };
const WeComPair = { UserID: 'rep.lin', ExternalUserID: 'wm1' };

describe('messages of a rep', () => {
  it.each([
    ['text', { Content: ' 0123 ' }, { text: ' 0123 ' }],
    ['image', { PicUrl: 'https://e/i', MediaId: 'm' }, { pictureUrl: 'https://e/i', mediaId: 'm' }],
    ['voice', { MediaId: 'm', Format: 'amr' }, { mediaId: 'm', format: 'amr' }],
    ['video', { MediaId: 'm', ThumbMediaId: 't' }, { mediaId: 'm', thumbnailMediaId: 't' }],
    [
      'location',
      { Location_X: '31.23', Location_Y: '-121.47', Scale: '16', Label: '上海' },
      { latitude: 31.23, longitude: -121.47, label: '上海' },
    ],
    [
      'link',
      { Title: 't', Description: 'd', Url: 'https://e', PicUrl: '' },
      { title: 't', description: 'd', url: 'https://e', pictureUrl: null },
    ],
  ])('%s is read', (type, fields, expected) => {
    expect(parseEvent(message(type, fields))).toEqual({ ...told, kind: type, ...expected });
  });
});

describe('what a rep does in the app', () => {
  const by = { ...app, repUserId: '007' };
  it.each([
    ['subscribe', { EventKey: '' }, { kind: 'rep.joined' }],
    ['unsubscribe', { EventKey: '' }, { kind: 'rep.left' }],
    ['enter_agent', { EventKey: '' }, { kind: 'app.entered' }],
    [
      'LOCATION',
      { Latitude: '23.1', Longitude: '113.3', Precision: '65' },
      { kind: 'app.position', latitude: 23.1, longitude: 113.3 },
    ],
    ['click', { EventKey: 'k' }, { kind: 'menu.clicked', menuKey: 'k' }],
    ['view', { EventKey: 'https://e' }, { kind: 'menu.link_opened', url: 'https://e' }],
    ['view_miniprogram', { EventKey: 'p' }, { kind: 'menu.miniprogram_opened', page: 'p' }],
    [
      'scancode_waitmsg',
      { EventKey: 's', ScanCodeInfo: '<ScanType>qrcode</ScanType><ScanResult>CUST-77</ScanResult>' },
      { kind: 'menu.scanned', menuKey: 's', scanType: 'qrcode', scanned: 'CUST-77', answerExpected: true },
    ],
    [
      'scancode_push',
      { EventKey: 's', ScanCodeInfo: '<ScanType>qrcode</ScanType><ScanResult>1</ScanResult>' },
      { kind: 'menu.scanned', menuKey: 's', scanType: 'qrcode', scanned: '1', answerExpected: false },
    ],
    [
      'location_select',
      {
        EventKey: 'l',
        SendLocationInfo:
          '<Location_X>23</Location_X><Location_Y>113</Location_Y><Label>广州</Label><Poiname></Poiname>',
      },
      { kind: 'menu.located', menuKey: 'l', latitude: 23, longitude: 113, label: '广州', place: null },
    ],
  ])('%s is read', (name, fields, expected) => {
    expect(parseEvent(byRep(name, fields))).toEqual({ ...by, ...expected });
  });

  it.each([
    ['one list', '<PicList><item><PicMd5Sum>a</PicMd5Sum></item><item><PicMd5Sum>b</PicMd5Sum></item></PicList>'],
    [
      'a list each',
      '<PicList><item><PicMd5Sum>a</PicMd5Sum></item></PicList><PicList><item><PicMd5Sum>b</PicMd5Sum></item></PicList>',
    ],
  ])('pictures in %s are read', (_how, lists) => {
    const xml = byRep('pic_weixin', { EventKey: 'p', SendPicsInfo: `<Count>2</Count>${lists}` });
    expect(parseEvent(xml)).toEqual({
      ...by,
      kind: 'menu.pictured',
      menuKey: 'p',
      from: 'wechat-album',
      md5s: ['a', 'b'],
    });
  });

  it('a card click carries its key, its task, its response code and its answers', () => {
    const fields = {
      EventKey: 'care:done',
      TaskId: 'care-1',
      CardType: 'button_interaction',
      ResponseCode: 'rc',
      SelectedItems:
        '<SelectedItem><QuestionKey>snooze</QuestionKey><OptionIds><OptionId>1e3</OptionId></OptionIds></SelectedItem>',
    };
    const click = {
      ...by,
      buttonKey: 'care:done',
      taskId: 'care-1',
      cardType: 'button_interaction',
      responseCode: 'rc',
      answers: [{ questionKey: 'snooze', optionIds: ['1e3'] }],
    };
    expect(parseEvent(byRep('template_card_event', fields))).toEqual({ ...click, kind: 'card.clicked' });
    const { SelectedItems: _, ...plain } = fields;
    expect(parseEvent(byRep('template_card_menu_event', plain))).toEqual({
      ...click,
      kind: 'card.menu_clicked',
      answers: [],
    });
  });
});

describe('what WeCom tells of itself', () => {
  it.each([
    ['change_external_contact.edit_external_contact', WeComPair, { kind: 'relation.edited', ...pair }],
    [
      'change_external_contact.del_external_contact',
      { ...WeComPair, Source: 'DELETE_BY_TRANSFER' },
      { kind: 'relation.deleted_by_rep', ...pair, byTransfer: true },
    ],
    [
      'change_external_contact.del_external_contact',
      WeComPair,
      { kind: 'relation.deleted_by_rep', ...pair, byTransfer: false },
    ],
    ['change_external_contact.del_follow_user', WeComPair, { kind: 'relation.deleted_by_customer', ...pair }],
    [
      'change_external_contact.transfer_fail',
      { ...WeComPair, FailReason: 'customer_refused' },
      { kind: 'relation.transfer_failed', ...pair, reason: 'customer_refused' },
    ],
    [
      'change_external_contact.msg_audit_approved',
      { ...WeComPair, WelcomeCode: 'w' },
      { kind: 'relation.archive_agreed', ...pair, state: null, welcomeCode: 'w' },
    ],
    [
      'change_external_contact.add_half_external_contact',
      { ...WeComPair, State: 'shop', WelcomeCode: 'w' },
      { kind: 'relation.half_added', ...pair, state: 'shop', welcomeCode: 'w' },
    ],
    [
      'change_external_contact.add_external_contact',
      { ...WeComPair, State: '', WelcomeCode: '' },
      { kind: 'relation.added', ...pair, state: null, welcomeCode: null },
    ],
    ['change_external_chat.create', { ChatId: 'wr1' }, { kind: 'group.created', chatId: 'wr1' }],
    ['change_external_chat.dismiss', { ChatId: 'wr1' }, { kind: 'group.dismissed', chatId: 'wr1' }],
    [
      'change_external_chat.update',
      {
        ChatId: 'wr1',
        UpdateDetail: 'add_member',
        JoinScene: '3',
        MemChangeList: '<Item>wm6</Item>',
        LastMemVer: 'a',
        CurMemVer: 'b',
      },
      {
        kind: 'group.changed',
        chatId: 'wr1',
        change: 'add_member',
        joinScene: '3',
        quitScene: null,
        memberIds: ['wm6'],
        versionBefore: 'a',
        version: 'b',
      },
    ],
    [
      'change_external_tag.create',
      { Id: 'et1', TagType: 'tag' },
      { kind: 'tag.created', tagId: 'et1', isGroup: false },
    ],
    [
      'change_external_tag.update',
      { Id: 'et1', TagType: 'tag_group' },
      { kind: 'tag.changed', tagId: 'et1', isGroup: true },
    ],
    [
      'change_external_tag.delete',
      { Id: 'et1', TagType: 'tag' },
      { kind: 'tag.deleted', tagId: 'et1', isGroup: false },
    ],
    ['change_external_tag.shuffle', { Id: '' }, { kind: 'tag.reordered', groupId: null }],
    ['customer_acquisition.balance_low', {}, { kind: 'acquisition.balance_low' }],
    ['customer_acquisition.balance_exhausted', {}, { kind: 'acquisition.balance_exhausted' }],
    ['customer_acquisition.balance_increased', {}, { kind: 'acquisition.balance_increased' }],
    ['customer_acquisition.link_unavailable', { LinkId: 'l' }, { kind: 'acquisition.link_unavailable', linkId: 'l' }],
    ['customer_acquisition.delete_link', { LinkId: 'l' }, { kind: 'acquisition.link_deleted', linkId: 'l' }],
    [
      'customer_acquisition.quota_expire_soon',
      { ExpireTime: '1767225700', ExpireQuotaNum: '7' },
      { kind: 'acquisition.quota_expiring', expiresAt: 1_767_225_700_000, quota: 7 },
    ],
    [
      'customer_acquisition.open_profile',
      { LinkId: 'l', State: 's' },
      { kind: 'acquisition.profile_opened', linkId: 'l', state: 's' },
    ],
    [
      'customer_acquisition.friend_request',
      { LinkId: 'l' },
      { kind: 'acquisition.friend_requested', linkId: 'l', state: null },
    ],
    [
      'customer_acquisition.customer_start_chat',
      { ...WeComPair, LinkId: 'l' },
      { kind: 'acquisition.chat_started', ...pair, linkId: 'l' },
    ],
    [
      'customer_acquisition.message_from_customer',
      { LinkId: 'l', ChatKey: 'c' },
      { kind: 'acquisition.customer_wrote', linkId: 'l', chatKey: 'c' },
    ],
    ['kf_msg_or_event', { Token: 't', OpenKfId: 'wk1' }, { kind: 'kf.waiting', pullToken: 't', openKfId: 'wk1' }],
    [
      'kf_account_auth_change',
      { AuthAddOpenKfId: 'wk1' },
      { kind: 'kf.accounts_changed', grantedOpenKfIds: ['wk1'], revokedOpenKfIds: [] },
    ],
    ['msgaudit_notify', {}, { kind: 'archive.waiting' }],
    [
      'change_contact.create_user',
      { UserID: '007', Department: '1,2' },
      { kind: 'member.created', repUserId: '007', departmentIds: ['1', '2'] },
    ],
    [
      'change_contact.update_user',
      { UserID: '007', NewUserID: '008', Department: '2' },
      { kind: 'member.changed', repUserId: '007', newRepUserId: '008', departmentIds: ['2'] },
    ],
    ['change_contact.delete_user', { UserID: '007' }, { kind: 'member.deleted', repUserId: '007' }],
    [
      'change_contact.create_party',
      { Id: '3', ParentId: '1' },
      { kind: 'department.created', departmentId: '3', parentId: '1' },
    ],
    [
      'change_contact.update_party',
      { Id: '3', ParentId: '2' },
      { kind: 'department.moved', departmentId: '3', parentId: '2' },
    ],
    ['change_contact.delete_party', { Id: '3' }, { kind: 'department.deleted', departmentId: '3', parentId: null }],
    [
      'change_contact.update_tag',
      { TagId: '1', AddUserItems: '007,008', DelUserItems: '' },
      {
        kind: 'member_tag.changed',
        tagId: '1',
        addedRepUserIds: ['007', '008'],
        removedRepUserIds: [],
        addedDepartmentIds: [],
        removedDepartmentIds: [],
      },
    ],
    [
      'batch_job_result',
      { BatchJob: '<JobId>job-1</JobId><JobType>sync_user</JobType><ErrCode>0</ErrCode><ErrMsg>ok</ErrMsg>' },
      { kind: 'contact_job.finished', jobId: 'job-1', jobType: 'sync_user', errcode: 0, errmsg: 'ok' },
    ],
    ['upload_media_job_finish', { JobId: 'j' }, { kind: 'upload_job.finished', jobId: 'j' }],
    ['share_agent_change', {}, { kind: 'app.sharing_changed' }],
    ['share_chain_change', {}, { kind: 'app.chain_sharing_changed' }],
    ['inactive_alert', { EffectTime: '1767225700' }, { kind: 'app.closing', effectiveAt: 1_767_225_700_000 }],
    ['close_inactive_agent', {}, { kind: 'app.closed' }],
    ['reopen_inactive_agent', {}, { kind: 'app.reopened' }],
    ['low_active_alert', { EffectTime: '1767225700' }, { kind: 'access.restricting', effectiveAt: 1_767_225_700_000 }],
    ['low_active', {}, { kind: 'access.restricted' }],
    ['active_restored', {}, { kind: 'access.restored' }],
  ])('%s %j is read', (name, fields, expected) => {
    expect(parseEvent(event(name, fields as Record<string, string>))).toEqual({ ...head, ...expected });
  });

  it('an event without a sender is read', () => {
    const xml =
      '<xml><ToUserName>c</ToUserName><CreateTime>1767226000</CreateTime><MsgType>event</MsgType><Event>kf_msg_or_event</Event><Token>t</Token><OpenKfId>wk1</OpenKfId></xml>';
    expect(parseEvent(xml)).toMatchObject({ kind: 'kf.waiting', openKfId: 'wk1' });
  });
});

it('what WeCom has added since is unknown by its name, also when that is a word of the language', () => {
  expect(parseEvent(event('change_external_contact.brand_new'))).toEqual({
    kind: 'unknown',
    name: 'change_external_contact.brand_new',
  });
  expect(parseEvent(event('constructor'))).toEqual({ kind: 'unknown', name: 'constructor' });
  expect(parseEvent(message('file', {}))).toEqual({ kind: 'unknown', name: 'file' });
});

it('an event that lacks a field is unreadable, and the fault names the field', () => {
  const xml = event('change_external_contact.add_external_contact', { UserID: 'rep.lin' });
  expect(() => parseEvent(xml)).toThrow(UnreadableEvent);
  expect(() => parseEvent(xml)).toThrow('ExternalUserID');
  expect(() => parseEvent('hello')).toThrow(UnreadableEvent);
});

it('an event belongs to its customer, or else to its rep', () => {
  expect(subjectOf(parseEvent(added('wm1')))).toBe('customer wm1');
  expect(subjectOf(parseEvent(textFrom('007', '今天', '1')))).toBe('rep 007');
  expect(subjectOf(parseEvent(event('low_active')))).toBeNull();
});
