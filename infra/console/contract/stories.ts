/** The known part of a story. */
interface Known {
  /** Oldest time up to which records were read. Absent when all that exist were read. */
  readonly readBackTo?: string;
  /** Time of the first record. Before it, nothing is known. Absent without records. */
  readonly knownSince?: string;
  readonly rowsRead: number;
  readonly readUnits: number;
}

/** Members of a group over time, as far as recorded callbacks tell. `ROUTES.events` with q=group:ID has all of its events. */
export interface GroupStory extends Known {
  readonly groupID: string;
  /** Newest recorded name. */
  readonly name?: string;
  readonly ownerID?: string;
  /** The creation was recorded and read, so that the members are known from the beginning. */
  readonly createdAt?: string;
  readonly dismissedAt?: string;
  /** Times of membership, by their beginning. Of very many, the first 5,000. */
  readonly stays: readonly Stay[];
  readonly furtherStays: number;
  /** Oldest first. */
  readonly changes: readonly MemberChange[];
}

/** Time in which a user was a member. A user who came back has several. */
export interface Stay {
  readonly userID: string;
  /** Absent when the user was a member before anything about it was recorded. */
  readonly from?: string;
  /** Absent while the user is a member. */
  readonly until?: string;
  readonly end?: 'left' | 'kicked' | 'dismissed';
  /** Only the question before the joining was recorded. OpenIM sends no callback after most invitations. */
  readonly isExpected?: true;
}

export interface MemberChange {
  readonly at: string;
  readonly eventID: string;
  /** `expected`: the question before joining was answered with yes. */
  readonly kind: 'created' | 'joined' | 'expected' | 'left' | 'kicked' | 'owner' | 'dismissed';
  /** At most 100. */
  readonly userIDs: readonly string[];
  readonly furtherUsers: number;
}

/** Facts about a user from recorded callbacks. `ROUTES.events` with q=user:ID has all events. */
export interface UserStory extends Known {
  readonly userID: string;
  /** Groups by the newest event in each. */
  readonly groups: readonly UserGroup[];
  /** Counts by outcome of the callbacks that name the user. */
  readonly outcomes: Readonly<Record<string, number>>;
  /** Counts by callback, such as `AfterJoinGroup`. */
  readonly callbacks: Readonly<Record<string, number>>;
}

export interface UserGroup {
  readonly groupID: string;
  readonly stays: readonly Omit<Stay, 'userID'>[];
  readonly events: number;
  readonly lastEventAt: string;
}
