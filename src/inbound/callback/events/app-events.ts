import { z } from 'zod';
import { count, instant, listOf, measure, optional, reader, required, words } from './reader';

const byRep = (_fields: unknown, from: string) => ({ repUserId: from });
const nothing = () => ({});

const card = {
  EventKey: words,
  TaskId: required,
  CardType: optional,
  ResponseCode: optional,
  SelectedItems: listOf(
    z.object({
      SelectedItem: listOf(
        z.object({
          QuestionKey: required,
          OptionIds: listOf(z.object({ OptionId: listOf(words) })),
        }),
      ),
    }),
  ),
};

function cardClick(fields: z.output<z.ZodObject<typeof card>>, from: string) {
  return {
    repUserId: from,
    buttonKey: fields.EventKey,
    taskId: fields.TaskId,
    cardType: fields.CardType,
    /** For one `update_template_card`, 72 h. */
    responseCode: fields.ResponseCode,
    answers: fields.SelectedItems.flatMap((wrapper) => wrapper.SelectedItem).map((item) => ({
      questionKey: item.QuestionKey,
      optionIds: item.OptionIds.flatMap((options) => options.OptionId),
    })),
  };
}

const menu = { EventKey: words };
const scan = { EventKey: words, ScanCodeInfo: z.object({ ScanType: optional, ScanResult: words }) };

function scanned(answerExpected: boolean) {
  return (fields: z.output<z.ZodObject<typeof scan>>, from: string) => ({
    repUserId: from,
    menuKey: fields.EventKey,
    scanType: fields.ScanCodeInfo.ScanType,
    scanned: fields.ScanCodeInfo.ScanResult,
    answerExpected,
  });
}

const picture = z.object({ PicMd5Sum: words });
// Some senders wrap each picture in a list of its own.
const pictures = {
  EventKey: words,
  SendPicsInfo: z.object({ Count: count, PicList: listOf(z.object({ item: listOf(picture) })) }),
};

function pictured(from: 'camera' | 'camera-or-album' | 'wechat-album') {
  return (fields: z.output<z.ZodObject<typeof pictures>>, repUserId: string) => ({
    repUserId,
    menuKey: fields.EventKey,
    from,
    md5s: fields.SendPicsInfo.PicList.flatMap((list) => list.item).map((item) => item.PicMd5Sum),
  });
}

/** What a rep does in the app, and what befalls the app (wecom-core §3.2, §3.3, §3.5). */
export const appEventReaders = {
  /** A rep comes into the app's visible range. */
  subscribe: reader('rep.joined', {}, byRep),
  /** A rep leaves the visible range or the corp, or is disabled. */
  unsubscribe: reader('rep.left', {}, byRep),
  enter_agent: reader('app.entered', {}, byRep),
  LOCATION: reader('app.position', { Latitude: measure, Longitude: measure, Precision: optional }, (fields, from) => ({
    repUserId: from,
    latitude: fields.Latitude,
    longitude: fields.Longitude,
  })),
  click: reader('menu.clicked', menu, (fields, from) => ({ repUserId: from, menuKey: fields.EventKey })),
  view: reader('menu.link_opened', menu, (fields, from) => ({ repUserId: from, url: fields.EventKey })),
  view_miniprogram: reader('menu.miniprogram_opened', menu, (fields, from) => ({
    repUserId: from,
    page: fields.EventKey,
  })),
  scancode_push: reader('menu.scanned', scan, scanned(false)),
  scancode_waitmsg: reader('menu.scanned', scan, scanned(true)),
  pic_sysphoto: reader('menu.pictured', pictures, pictured('camera')),
  pic_photo_or_album: reader('menu.pictured', pictures, pictured('camera-or-album')),
  pic_weixin: reader('menu.pictured', pictures, pictured('wechat-album')),
  location_select: reader(
    'menu.located',
    {
      EventKey: words,
      SendLocationInfo: z.object({ Location_X: measure, Location_Y: measure, Label: optional, Poiname: optional }),
    },
    (fields, from) => ({
      repUserId: from,
      menuKey: fields.EventKey,
      latitude: fields.SendLocationInfo.Location_X,
      longitude: fields.SendLocationInfo.Location_Y,
      label: fields.SendLocationInfo.Label,
      place: fields.SendLocationInfo.Poiname,
    }),
  ),
  template_card_event: reader('card.clicked', card, cardClick),
  template_card_menu_event: reader('card.menu_clicked', card, cardClick),
  batch_job_result: reader(
    'contact_job.finished',
    { BatchJob: z.object({ JobId: required, JobType: optional, ErrCode: optional, ErrMsg: optional }) },
    (fields) => ({
      jobId: fields.BatchJob.JobId,
      jobType: fields.BatchJob.JobType,
      errcode: Number(fields.BatchJob.ErrCode ?? 0),
      errmsg: fields.BatchJob.ErrMsg,
    }),
  ),
  upload_media_job_finish: reader('upload_job.finished', { JobId: required }, (fields) => ({ jobId: fields.JobId })),
  share_agent_change: reader('app.sharing_changed', {}, nothing),
  share_chain_change: reader('app.chain_sharing_changed', {}, nothing),
  /** The app is about to be switched off for disuse. */
  inactive_alert: reader('app.closing', { EffectTime: instant }, (fields) => ({ effectiveAt: fields.EffectTime })),
  close_inactive_agent: reader('app.closed', {}, nothing),
  reopen_inactive_agent: reader('app.reopened', {}, nothing),
  /** Access to customers' data is about to be restricted for low activity. */
  low_active_alert: reader('access.restricting', { EffectTime: instant }, (fields) => ({
    effectiveAt: fields.EffectTime,
  })),
  low_active: reader('access.restricted', {}, nothing),
  active_restored: reader('access.restored', {}, nothing),
};
