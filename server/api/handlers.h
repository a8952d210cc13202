// One handler for each route: it parses, calls one method of a service, and says how the result looks. No rule lives
// here.
#pragma once

#include "api/call.h"

namespace bs {

void get_accounts(Call call);
void post_account(Call call);
void get_account(Call call);
void put_account(Call call);
void delete_account(Call call);

void get_all_batches(Call call);
void get_batches(Call call);
void post_batch(Call call);
void get_batch(Call call);
void patch_batch(Call call);
void delete_batch(Call call);  // submits it, as the older clients know it
void post_submit(Call call);
void post_activate(Call call);
void post_reopen(Call call);

void patch_bet(Call call);
void patch_bets(Call call);

void get_statistics(Call call);

void get_events(Call call);
void get_sse(Call call);

void get_presence(Call call);
void post_presence(Call call);
void get_preferences(Call call);
void put_preferences(Call call);

void post_backup(Call call);
void get_backup(Call call);
void delete_backup(Call call);
void get_backup_data(Call call);

void get_root(Call call);
void get_console(Call call);  // a page, or a file beside index.html
void get_console_asset(Call call);
void get_health(Call call);
void get_livez(Call call);
void get_readyz(Call call);
void get_metrics(Call call);
void get_openapi(Call call);
void get_swagger(Call call);
void get_swagger_asset(Call call);
void get_docs(Call call);
void get_docs_page(Call call);  // or a file that pages load
void get_problem_page(Call call);

}  // namespace bs
