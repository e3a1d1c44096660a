import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** An imported profile of somebody whom no rep has added yet, known by mobile or unionId; applied when they come. */
@Entity('pending_profiles')
@Index('pending_profiles_mobile', ['mobileHash'])
@Index('pending_profiles_union', ['unionId'])
export class PendingProfile {
  /** `mobile:<hash>` or `union:<unionId>`. */
  @PrimaryColumn({ type: 'varchar', length: 80 })
  id!: string;

  @Column({ type: 'varchar', length: 64, nullable: true })
  mobileHash!: string | null;

  @Column({ type: 'varchar', length: 64, nullable: true })
  unionId!: string | null;

  /** The import row as JSON, sealed. */
  @Column({ type: 'text' })
  sealedProfile!: string;

  @Column({ type: 'double' })
  updatedAt!: number;
}
