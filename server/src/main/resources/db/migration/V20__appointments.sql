-- What was booked, and what is taken up by it. One text for SQLite and PostgreSQL, as in V1.

insert into crm_counters (kind, last_id) values ('appointment', 0);

create table appointments (
  id bigint not null primary key,
  business_id bigint not null,
  -- By the key of the settings; what it was called then.
  service text not null,
  title text not null,
  person text,
  room text,
  starts_at bigint not null,
  ends_at bigint not null,
  -- When those who did it are free again.
  free_at bigint not null,
  state text not null,
  -- For whom.
  name text,
  number text,
  note text,
  -- The call in which it was booked.
  call_sid text,
  made_at bigint not null,
  made_by text not null,
  changed_at bigint not null,
  changed_by text not null,
  -- The call in which it was last moved or cancelled.
  changed_call text,
  revision bigint not null
);
create index appointments_by_time on appointments (business_id, starts_at, id);
create index appointments_by_number on appointments (business_id, number) where number is not null;
create index appointments_by_call on appointments (call_sid) where call_sid is not null;
create index appointments_by_change on appointments (changed_call) where changed_call is not null;

-- Who has which five minutes of a person or a room. The key is why nobody is booked twice.
create table appointment_cells (
  business_id bigint not null,
  resource text not null,
  -- Units of five minutes since 1970.
  cell bigint not null,
  -- Of an appointment that is booked.
  appointment_id bigint references appointments (id),
  -- Of a slot that is held: for whose call, and until when.
  call_sid text,
  held_until bigint,
  primary key (business_id, resource, cell),
  check ((appointment_id is null) <> (held_until is null))
);
create index appointment_cells_by_time on appointment_cells (business_id, cell);
create index appointment_cells_by_appointment on appointment_cells (appointment_id)
  where appointment_id is not null;
create index appointment_cells_by_call on appointment_cells (call_sid) where call_sid is not null;
