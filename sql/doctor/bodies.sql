-- A function does what this build's migrations make it do: its text is theirs, and so is what decides how it runs.
-- (What any function may be at all, functions.sql says.) After a migration that makes or replaces one,
-- `just bodies-fill` renews the digests.
with found (signature, digest) as (
  select p.oid::regprocedure::text,
    -- A body of `begin atomic` has no text, but a tree that each release of Postgres draws in its own way.
    case when p.prosqlbody is null then encode(sha256(convert_to(row(
      p.prosrc, p.probin, l.lanname, p.prokind, p.provolatile, p.prosecdef, p.proisstrict, p.proparallel, p.proconfig,
      p.proretset, p.prorettype::regtype, p.proallargtypes::regtype[], p.proargmodes, p.proargnames,
      pg_get_expr(p.proargdefaults, 0))::text, 'UTF8')), 'hex') end
  from pg_proc p join pg_namespace n on n.oid = p.pronamespace join pg_language l on l.oid = p.prolang
  where n.nspname in ('auth', 'tenancy', 'app', 'jobs')
    and not exists (select from pg_depend d where d.classid = 'pg_proc'::regclass and d.objid = p.oid and d.deptype = 'e')
), made (signature, digest) as (
  values
    ('auth.admit(text,bytea,timestamp with time zone,timestamp with time zone,bigint,bigint,timestamp with time zone)', 'f2cc3d5cc82ab1f46c0f675d4a1427bb1073617f732b9760caf8cbc91c201897'),
    ('auth.admit_invitation(bytea,timestamp with time zone,bigint,bigint,bigint)', '0aedc256bf37d3b8c5aea01bc8952da948df3a6a22c3e0e5192c1802587529ce'),
    ('auth.admit_message(text[],bytea[],bigint[],bigint[],bigint[],timestamp with time zone)', '9a7c56d294c638213436ddf7d0ffc9792a6f9146a4e9d8a357442626e523b3bd'),
    ('auth.api_keys_of(uuid,timestamp with time zone,integer)', '82cead4875b408dd502be658209320ef7e4ed66258363d8a4f0fa3f6715aa078'),
    ('auth.has_second_factor(uuid)', '1ade778127a3b3ea58128381a9f311e8ec8e7c7e39b9c38b27af145576f0bd20'),
    ('auth.holder_of_session(bytea,uuid,timestamp with time zone,timestamp with time zone)', 'e22528eaa3629a92a6565646d4afa5c0d68a088e3fcf9772243d009e3d4825e4'),
    ('auth.is_impersonating(auth.impersonations,timestamp with time zone,timestamp with time zone)', '2d973a003bc7f2cf0c97c4d9e1a370f3872c8724b8d8532d99d12bb383d23d69'),
    ('auth.is_live(auth.sessions,auth.users,timestamp with time zone,timestamp with time zone)', 'b09d901ec44aabe3d7d8ffc2a35a41b2fc764f9f3068466b797f98772966d54a'),
    ('auth.platform_admin_of_session(bytea,uuid,timestamp with time zone,timestamp with time zone,timestamp with time zone,boolean)', '5cc5fc0da9a64c827620eb488bd7cf775c940bc136698e732a2eec9f8cf4b6b7'),
    ('auth.prove_session(bytea,uuid,timestamp with time zone,timestamp with time zone,boolean,timestamp with time zone,boolean,boolean,boolean)', '1e62d9d1583f23335fab1242c65c450bcb8ef1cc03ddcdb979e300e32b1c2a81'),
    ('auth.revoke_api_keys_of(uuid,timestamp with time zone,uuid)', '2714ca63f4e163d31ebbb8f1cf96e7c1f380537cf23915ef6b9b71cd917bb8ee'),
    ('auth.self_of_session(bytea,uuid,timestamp with time zone,timestamp with time zone)', '78a8c00f3ba167f1ea981bcce370a3e34a9b0bf72a7a39308dbbca6275480853'),
    ('jobs.cancel(uuid,timestamp with time zone)', 'b734781808dcccb869c3ab165c56b8d49e33a1b5dc42e93ef48324ee465287b3'),
    ('jobs.cancel_key(text,text,timestamp with time zone)', '81891727306a0368b37394c65c11afb75190f9813796ce8420f5bc21d299929f'),
    ('jobs.claim(text[],bigint[],bigint[],bigint[],bigint[],bigint,timestamp with time zone)', '4239e51c8ed9b828b6ca8afa2107d5f09f33bc6e61ddb0012c223c5ddea9bc66'),
    ('jobs.claim_periodic_run(text,bigint,text,timestamp with time zone,bigint)', 'f09d56825e547decb676f06fada76a47eb857d066b3da414ed3f95eadd5dee6a'),
    ('jobs.count_by_state(timestamp with time zone)', '17b6e49e9891c2ee400d3ae4c35f2c6df37c2746680b56268d0f817f8d64387f'),
    ('jobs.end_lost_runs(timestamp with time zone)', '2aab3563bbae2fa83a8c6f2e50e0a94c4ca98b2fe369fb8694904b816bec944b'),
    ('jobs.end_run(uuid,bigint,text,timestamp with time zone,timestamp with time zone,text)', '10fc7989cd68c1752287038908e0f506811f44cf78b7e8d1aa6f3994f2611d5b'),
    ('jobs.enqueue(uuid,text,jsonb,bytea,text,bigint,timestamp with time zone,text,timestamp with time zone)', 'ba4427999c5b6032883dc840b83f4ce212177fa9088593141dafa46e629426b4'),
    ('jobs.enqueue_for(uuid,uuid,text,jsonb,bytea,text,bigint,timestamp with time zone,text,timestamp with time zone)', '87242d68211f7214025e06ca819cd5b7dd0fd184ab2e810d848572c4f1d254e1'),
    ('jobs.extend_lease(uuid,bigint,timestamp with time zone)', '86b3f53a4a4f9f726eda4af8463de429008e0600d70cb1c7b49067b741f4e3d0'),
    ('jobs.extend_periodic_run(text,text,timestamp with time zone,timestamp with time zone)', '1226ce8f0b104a6a315cd7c4860d76b5ae00e987489b96fb68d00525693d2a3f'),
    ('jobs.forget_tenant(uuid)', '8eb6db34314d0a1d2c26a4e815c0397e62717e0325b8f0224b9009da4374f7d4'),
    ('jobs.list(text,text,uuid,uuid,bigint)', 'c29ff861167b2691a2f73e66c044b3c66f8b35265ca35ebaf2d00684e8071e19'),
    ('jobs.list_periodic_runs()', '232f9f7fe800e838505eea4c07427f5eeea69da24291e252969fe88167931fe5'),
    ('jobs.next_lane(text,uuid)', 'a91649fb3a523df540822fb61f1cf99da94ee230676346ba6a08ff641c4819c4'),
    ('jobs.oldest_due(text[],timestamp with time zone)', 'b620b0c21a36dd7a4cac79d87d44c8f814f4b553db371ba1fa1d0be9c72e0b7d'),
    ('jobs.put(uuid,text,uuid,jsonb,bytea,text,bigint,timestamp with time zone,text,timestamp with time zone)', 'dc5656cd7feb1a24d00642bf45b5e65683f052bbe9fb364ad072e819aa0fb4e5'),
    ('jobs.record_periodic_run(text,bigint,text,timestamp with time zone,bigint,bigint,text,boolean)', '6229aad4138628c7a9ce448c2037f55bb66ce195435fe1c3ba26eefd3747f3f4'),
    ('jobs.retry(uuid,timestamp with time zone)', '34f8605a5b1c64a167c83607442127fcca7de088cd657cdc6488fb2f67bb27ea'),
    ('jobs.state_to_try_again(jobs.jobs,boolean)', 'cbe67c900fc57da209022c2574a2adf3ae6dc78a97eb3cee92bd96fd1f3be4f0'),
    ('jobs.sweep(timestamp with time zone,bigint)', '1ef26f5437e3d2a68bafae76e55014da0b9d27fce81b4593bc4dcde94e6e7052'),
    ('tenancy.accept_invitation(uuid,text,bytea,timestamp with time zone,uuid)', 'cc7ccd0882d83cbd6a81072c5a9e976473d7cee7152d1157dcac91f2c66287b5'),
    ('tenancy.allow_locating(regclass)', '5cfd9a8c152ea3739ca44f7e070dcde31dc1b1be6c7904ac08fa6a908355e6fb'),
    ('tenancy.allow_trash_lookup(regclass)', '66feaa7c8b72cec8ddff41439285036e7143ff4f5f8251a3610920c5e47f2459'),
    ('tenancy.allow_trash_removal(regclass)', 'ced157484f3c5fa19b499b0b0ec66fc2ccc0fdb1f065331df0b124d6eb98c96d'),
    ('tenancy.api_key(bytea,timestamp with time zone)', 'b764adf2a9b9eb3fb8204bfddeee3340eb613e1224c3d326652661cee8778d01'),
    ('tenancy.change_digests(bigint,bigint,bigint)', '20959520898de8899479173ad089dbcdce7c3b185efe1cae4433b864b51349e4'),
    ('tenancy.claim_import(text)', 'b72ae59d04149f9306ff9f6068a7b119d72c31b76b763af3097985e1edfe9406'),
    ('tenancy.claim_key(text,timestamp with time zone)', '2d8ad4eaa170f6977bb3fe818678b8b25557fa6188d156a730f3471d07204c51'),
    ('tenancy.clean_pending_lists()', '431460224707cc55d2ead94156d144f9e9867202ca8d9f45e121c4749630a19c'),
    ('tenancy.conversation_column(regclass)', 'c63c9f923f075f6cc741640da4aad564ba0f9ca23d3d430e2ad30f14910b190a'),
    ('tenancy.count_new_rows()', '8832569e03ec4525f1e3956089efa27a74186bf847bc08001f55ece8c842a626'),
    ('tenancy.count_rows(uuid)', '86022e6f42bc5072b6e3ad4ebe8f8b31dc01c784dafdaa939b2ed0943e088b3e'),
    ('tenancy.count_versions(regclass)', 'd08999afea44aedfac8e156caa6c397aa9749fbc0ae9a9f04c12dc60ab2ed9e6'),
    ('tenancy.create_tenant(uuid,uuid,text,text,text,uuid)', 'bb34bfb63cb915bd61f474e1d7468f48b75021e0cac4405bab501d810eed4874'),
    ('tenancy.enter(uuid,text,integer,uuid)', '4ebd64f28b9dfdc94d59e9274243fbbc043dca63d0e393a0ee7ddbf1e5b87c24'),
    ('tenancy.enter_by_cookie(bytea,timestamp with time zone,timestamp with time zone,text,integer,uuid)', '62f9b6bd9bac2e4eb3cfe3e53a73c4b1fe655866dff3ae58257518221b8be8cb'),
    ('tenancy.enter_by_impersonation(bytea,timestamp with time zone,timestamp with time zone,text,integer,uuid)', 'bd9b7d16205a92f754e4a1479567ea4cb6b36042a2d3abdba7cd532b9ce8975b'),
    ('tenancy.enter_by_key(bytea,timestamp with time zone,text[],text[],text,integer,uuid)', 'e00c34c4cec0be3f5df010b11bd41dccdd7b501dcac49e007d2d5002eee5b7c6'),
    ('tenancy.enter_by_proof(bytea,uuid,timestamp with time zone,timestamp with time zone,text,integer,uuid,timestamp with time zone,boolean,boolean)', 'f23b8b5e7ba259842bc22d75f7463235bdf600ff333cf8532669df10130f39f8'),
    ('tenancy.enter_conversations(uuid,uuid,uuid)', 'fdc969cc4e0cd508f555e7142e8e2831847a3ce69dc6956081b2206ec433a7e6'),
    ('tenancy.enter_job(uuid,text,uuid,integer,uuid)', 'f151f2d6ec061babf16b7e3579db37e97e9e67929c9c73af5768bcba9e97f2e1'),
    ('tenancy.enter_trash(text,uuid,integer,integer)', 'cbcb58be4882bdaa0d83d4a563c2ad19acf3b361cca1e8d1eaa88612045425df'),
    ('tenancy.fold(text)', 'a009e0a20e5ab674a130c5e07194a055b80d5cfb2ad3e5430fb2172c2acb208c'),
    ('tenancy.force_row_security(regclass)', '937a078b615c03d319f9551293bd2d4e7ff577bffd891ffbc09ff3046075fea7'),
    ('tenancy.grant_new_platform_policies()', '84a2764d4f7a0fcc321565664dc671c19bdfab9f22f9e4e62b167fd05cf858ff'),
    ('tenancy.grant_platform_policies(text)', '8f4cd39e668ebde97b0c827fac53c2a6ad248b0392199cc672caf8acedcfa736'),
    ('tenancy.impersonation(bytea,timestamp with time zone,timestamp with time zone)', '23057d31a2c3b16a98ee40d1692042f59cc8046db6ac043da291034d5622b30f'),
    ('tenancy.isolate(regclass,text)', '175165e20d6add9ec6a26e1008eca95571d1c13163af1b5defa921176ac3c6c3'),
    ('tenancy.keep_an_owner()', '946d6b853601a5ec14df5a239beb7f89f2b39ee5753427329d8bbeb5b4126e3d'),
    ('tenancy.last_change()', '7401c19ad05d10604a71f039453320e4ecbb4dafee09da3df9ef046adba511d3'),
    ('tenancy.leave(uuid,uuid,uuid)', '5d435b3953958ae67ca0f592d88611610105bc7685446f9b3cfe3f95ae73b394'),
    ('tenancy.log_changes(regclass,text[])', '5d94adac8b35c18c0599695390dee1d7bb2ffdf13e358c1a537dc463b1a72ffa'),
    ('tenancy.make_searchable(regclass,text[])', 'f054fb64923e6395789eb594a2d27a2abd0a4e70ebef6b9edfe00d228d24f1c0'),
    ('tenancy.next_version()', 'c7337beffc1b64cb2ceaf281612c6ea6b648189e5bdd6ab5acda39ba22181255'),
    ('tenancy.number_message()', '8de8d448a3d2b51acd467c42962a226b074a2ee9ab50322ba29a889b807edb7b'),
    ('tenancy.open_catalogue(regclass)', '8375ea7ebf4f2a0d72ed8c7232e226b4aa6512a87b0142703c08c813c4016520'),
    ('tenancy.open_invitation(bytea,timestamp with time zone)', '38eb35d6046284a17a87670097b6a53525f40a25ba97a330ead59580ebad592a'),
    ('tenancy.owned_tenants(uuid)', '2e04383c189a8de8bf4f0f61d0e7137c7158c8e4b28983d2727222ff51592198'),
    ('tenancy.owners_of_trash(text,uuid,integer)', 'f258be2d09b5977aa7cf5f2cb323de65fdfbe50214dc4dc516fe95d48d1654d9'),
    ('tenancy.protect(regclass,text,text[],text[],text)', '6402f6944b094645847a4003c256f9c4c2b1e4f9e5a24fb205eaad4fa7e6dd3c'),
    ('tenancy.purge(uuid)', 'bbaef625e83d4a3871234b1b52beb87a7306886bf6faa22b9b072acf8405ae96'),
    ('tenancy.purge_changes(uuid)', '2eb8c4d8a7e155ad95b7d584a5ed86f1f20d9c76a0137678657960dc0ba76f82'),
    ('tenancy.rank(text)', '3bd19d85a79e5a5e2fd1b007f8bcdb00d92ee592ce32276c666a171016498950'),
    ('tenancy.record_change()', 'd396cb75fb592760e388d926001533fbb588eb1f2809f638401310eb99b4065c'),
    ('tenancy.rehome()', 'ad62ca7ad7cf92a821de2d9fda3f981f5c0cfebb972b543a7eacafabe49e41b2'),
    ('tenancy.rehome_all()', 'ea0567939464513e79759852e452f85f52fba8ba007b05e587523267fd7e3a87'),
    ('tenancy.search_page(text,uuid,text,integer,jsonb,boolean,text,boolean,timestamp with time zone,text,uuid,integer)', '6b8bcace31facb7e81ac3c60f3ea609a2ad50e10f4e5c910bed6f30c135c6f77'),
    ('tenancy.search_query(text)', '7ef1175bc396a6dcc4162f28da105ee748f24eb553b7e976bb4f839ae14aae7f'),
    ('tenancy.search_vector(text)', '02749493230ed04e4c4f525796d6d3e4dba203b915fcae1299a99d2df7bc16ef'),
    ('tenancy.store_row_count()', 'ed1591cb80ebd212157badf3e932b405d01c8c08a52f182f3aabe0a05d2ef292'),
    ('tenancy.tenant_of_invitation(bytea)', 'd9f003d03d82d1d9e79983a93ef66a8d0a513031d73b2a1268ff1c097b74e87d'),
    ('tenancy.tenant_of_slug(text)', '75e5c92f77601bcef10744047da3f888385c0fdaecd9792339e996bd60797d37'),
    ('tenancy.tenant_words(uuid,text)', '1371950a13b325142fdc1df9f88d61b95c75f1a83ff24a35fae3be5a3a0d23c0'),
    ('tenancy.words(text)', '258751eec919460e7df1c3d99143e2b61956bffa70d14ed4bdf392142e2771dc'),
    ('tenancy.words_of_row(text[])', '05808a70c5873e63e069ff6f6c00e173a8e9b52590a5b0f8f3e627f586d3d23b')
)
select format('function %s', signature) as object,
  case
    when f.signature is null then 'is missing: find out who dropped it and put it back; if a new migration did, run `just bodies-fill`'
    when m.signature is null then 'is made by no migration of this build: find out who made it and drop it; if a new migration did, run `just bodies-fill`'
    when f.digest is null then 'has a body of `begin atomic`, which can''t be compared: write it as text, in $$'
    else 'is not as this build''s migrations make it: find out who changed it and put it back; if a new migration did, run `just bodies-fill`'
  end as fault
from found f full join made m using (signature)
where f.digest is distinct from m.digest or f.digest is null
order by 1, 2
