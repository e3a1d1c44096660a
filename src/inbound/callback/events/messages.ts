import { measure, optional, reader, required, words } from './reader';

const message = { MsgId: required };

/** What a rep writes to the app (wecom-core §3.1). Media ids live three days; a message id is a text of digits. */
export const messageReaders = {
  text: reader('text', { ...message, Content: words }, (fields, from) => ({
    repUserId: from,
    messageId: fields.MsgId,
    text: fields.Content,
  })),
  image: reader('image', { ...message, PicUrl: optional, MediaId: required }, (fields, from) => ({
    repUserId: from,
    messageId: fields.MsgId,
    pictureUrl: fields.PicUrl,
    mediaId: fields.MediaId,
  })),
  voice: reader('voice', { ...message, MediaId: required, Format: optional }, (fields, from) => ({
    repUserId: from,
    messageId: fields.MsgId,
    mediaId: fields.MediaId,
    format: fields.Format,
  })),
  video: reader('video', { ...message, MediaId: required, ThumbMediaId: optional }, (fields, from) => ({
    repUserId: from,
    messageId: fields.MsgId,
    mediaId: fields.MediaId,
    thumbnailMediaId: fields.ThumbMediaId,
  })),
  location: reader(
    'location',
    { ...message, Location_X: measure, Location_Y: measure, Label: optional },
    (fields, from) => ({
      repUserId: from,
      messageId: fields.MsgId,
      latitude: fields.Location_X,
      longitude: fields.Location_Y,
      label: fields.Label,
    }),
  ),
  link: reader(
    'link',
    { ...message, Title: optional, Description: optional, Url: optional, PicUrl: optional },
    (fields, from) => ({
      repUserId: from,
      messageId: fields.MsgId,
      title: fields.Title,
      description: fields.Description,
      url: fields.Url,
      pictureUrl: fields.PicUrl,
    }),
  ),
};
