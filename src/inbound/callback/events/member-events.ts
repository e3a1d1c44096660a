import { commaList, optional, reader, required } from './reader';

const member = { UserID: required, Department: commaList };
const party = { Id: required, ParentId: optional };

const aboutMember = (fields: { UserID: string; Department: string[] }) => ({
  repUserId: fields.UserID,
  departmentIds: fields.Department,
});
const aboutParty = (fields: { Id: string; ParentId: string | null }) => ({
  departmentId: fields.Id,
  parentId: fields.ParentId,
});

/** Changes of the address book (wecom-core §3.4); an ordinary self-built app does not hear them. */
export const memberEventReaders = {
  'change_contact.create_user': reader('member.created', member, aboutMember),
  'change_contact.update_user': reader('member.changed', { ...member, NewUserID: optional }, (fields) => ({
    ...aboutMember(fields),
    newRepUserId: fields.NewUserID,
  })),
  'change_contact.delete_user': reader('member.deleted', { UserID: required }, (fields) => ({
    repUserId: fields.UserID,
  })),
  'change_contact.create_party': reader('department.created', party, aboutParty),
  'change_contact.update_party': reader('department.moved', party, aboutParty),
  'change_contact.delete_party': reader('department.deleted', party, aboutParty),
  'change_contact.update_tag': reader(
    'member_tag.changed',
    {
      TagId: required,
      AddUserItems: commaList,
      DelUserItems: commaList,
      AddPartyItems: commaList,
      DelPartyItems: commaList,
    },
    (fields) => ({
      tagId: fields.TagId,
      addedRepUserIds: fields.AddUserItems,
      removedRepUserIds: fields.DelUserItems,
      addedDepartmentIds: fields.AddPartyItems,
      removedDepartmentIds: fields.DelPartyItems,
    }),
  ),
};
