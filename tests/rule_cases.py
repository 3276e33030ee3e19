"""For every line of a rule: figures in which it fires, and the nearest ones in which it is silent.

The finding names all figures of the first text but those behind `|`, which stand beside them.
"""

from typing import NamedTuple


class Case(NamedTuple):
    """Figures (see tests/judging.py) in which a line fires, and others in which it does not."""

    line: str
    fires: str
    silent: str


def _each(units: int, text: str) -> str:
    """The same figures of so many communes."""
    return ";".join(f"c{number} {text}" for number in range(1, units + 1))


_NEW = "label=Số_TTHC_trực_tuyến_toàn_trình"
_OLD = "label=Số_TTHC_mức_độ_3"
CASES = [
    Case("V01-levels", "procedures_in_force@all 357; procedures_in_force@district 247; procedures_in_force@commune 109",
         "procedures_in_force@all 356; procedures_in_force@district 247; procedures_in_force@commune 109"),
    Case("V01-levels", "dossiers_received@all 9; dossiers_received@province 1; dossiers_received@district 3; "
         "dossiers_received@commune 4", "dossiers_received@all 9; dossiers_received@district 3"),
    Case("V01-certificates", "digital_certs_leaders_total 65; digital_certs_leaders_district 3; "
         "digital_certs_leaders_commune 30; digital_certs_leaders_department 33",
         "digital_certs_leaders_total 66; digital_certs_leaders_district 3; digital_certs_leaders_commune 30; "
         "digital_certs_leaders_department 33"),
    Case("V01-legal", "legal_docs_issued 6; legal_resolutions_issued 1; legal_decisions_issued 6",
         "legal_docs_issued 6; legal_resolutions_issued 0; legal_decisions_issued 6"),
    Case("V01-autonomy", "psu_autonomy_total 41; psu_self_fund_recurrent_and_investment 0; psu_self_fund_recurrent 3; "
         "psu_self_fund_partial 0; psu_state_funded 37",
         "psu_autonomy_total 41; psu_self_fund_recurrent_and_investment 0; psu_self_fund_recurrent 3; "
         "psu_self_fund_partial 0; psu_state_funded 38"),
    Case("V01-partial", "psu_self_fund_partial 3; psu_self_fund_partial_70_100 1; psu_self_fund_partial_30_70 1; "
         "psu_self_fund_partial_10_30 0",
         "psu_self_fund_partial 2; psu_self_fund_partial_70_100 1; psu_self_fund_partial_30_70 1; "
         "psu_self_fund_partial_10_30 0"),
    Case("V02-communes",
         "2023 postal_dossiers_received@commune 12;" + _each(11, "2023 postal_dossiers_received@commune 1"),
         "2023 postal_dossiers_received@commune 12;" + _each(10, "2023 postal_dossiers_received@commune 1")),
    Case("V02-communes", "2023 steering_documents_issued@commune 12;" + _each(11, "2023 steering_documents_issued 1"),
         "2023 steering_documents_issued@commune 11;" + _each(11, "2023 steering_documents_issued 1")),
    Case("V03-parts", "dossiers_resolved@commune 289; dossiers_resolved_early@commune 175; "
         "dossiers_resolved_exactly_on_time@commune 1; dossiers_resolved_late@commune 114",
         "dossiers_resolved@commune 289; dossiers_resolved_early@commune 175; "
         "dossiers_resolved_exactly_on_time@commune 0; dossiers_resolved_late@commune 114"),
    Case("V03-on-time", "dossiers_resolved@commune 289; dossiers_resolved_on_time@commune 0; "
         "dossiers_resolved_late@commune 114",
         "dossiers_resolved@commune 289; dossiers_resolved_on_time@commune 175; dossiers_resolved_late@district 114"),
    Case("V03-inclusive",
         "dossiers_resolved_on_time 23; dossiers_resolved_early 25; dossiers_resolved_exactly_on_time 3",
         "dossiers_resolved_on_time 28; dossiers_resolved_early 25; dossiers_resolved_exactly_on_time 3"),
    Case("V03-early", "dossiers_resolved_early 325; dossiers_resolved_on_time 23",
         "dossiers_resolved_early 325; dossiers_resolved_on_time 348"),
    Case("V04-process", "dossiers_to_process 351; dossiers_received 351; dossiers_carried_over 3",
         "dossiers_to_process 351; dossiers_received 348; dossiers_carried_over 3"),
    Case("V04-closing", "dossiers_to_process 351; dossiers_resolved 348; dossiers_pending 4",
         "dossiers_to_process 351; dossiers_resolved 348; dossiers_pending 3"),
    Case("V04-received", "dossiers_received 340; dossiers_carried_over 3; dossiers_resolved 348; dossiers_pending 3",
         "dossiers_received 348; dossiers_carried_over 3; dossiers_resolved 348; dossiers_pending 3"),
    Case("V04-bound", "dossiers_received@district 776; dossiers_resolved@district 764; dossiers_pending@district 11",
         "dossiers_received@district 770; dossiers_resolved@district 764; dossiers_pending@district 11"),
    Case("V04-pending", "dossiers_pending 11; dossiers_pending_in_time 5; dossiers_pending_late 5",
         "dossiers_pending 11; dossiers_pending_in_time 6; dossiers_pending_late 5"),
    Case("V04-ways", "c1 dossiers_received@commune 289; c1 online_dossiers_received 9; "
         "c1 dossiers_received_direct@commune 281",
         "c1 dossiers_received@commune 289; c1 online_dossiers_received 8; c1 dossiers_received_direct@commune 281"),
    Case("V04-online", "c1 online_dossiers_received 351; c1 dossiers_carried_over@commune 3; "
         "c1 dossiers_to_process@commune 351",
         "c1 online_dossiers_received 348; c1 dossiers_carried_over@commune 3; c1 dossiers_to_process@commune 351"),
    Case("V04-new", "online_dossiers_received 30; dossiers_received@all 29 | dossiers_received@district 9",
         "online_dossiers_received 30; dossiers_received@district 9; dossiers_received@commune 12"),
    Case("V04-opening", "2023-Q1 dossiers_carried_over@commune 4; 2022 dossiers_pending@commune 3",
         "2023-Q1 dossiers_carried_over@commune 3; 2022 dossiers_pending@commune 3"),
    Case("V04-opening", "2023-Q2 dossiers_carried_over 4; 2023-Q1 dossiers_pending 3",
         "2023-Q2 dossiers_carried_over 4; 2023-Q1 dossiers_pending 3; 2023-Q2 dossiers_received 9 basis=cumulative"),
    Case("V05-rate", "dossiers_on_time_rate@commune 100; dossiers_resolved@commune 22979; "
         "dossiers_resolved_on_time@commune 22963",
         "dossiers_on_time_rate@commune 100; dossiers_resolved@commune 22979; dossiers_resolved_on_time@commune 22979"),
    Case("V05-rate", "online_payment_rate 0; fee_procedures_total 200; fee_procedures_online_payment 200",
         "online_payment_rate 14.2 raw=14,2%; fee_procedures_total 21; fee_procedures_online_payment 3"),
    Case("V05-rate", "investment_disbursement_rate 53.64 raw=53,64; investment_plan 118588; investment_disbursed 63639",
         "investment_disbursement_rate 53.7 raw=53,7; investment_plan 118588; investment_disbursed 63639"),
    Case("V05-rate", "igate_dossier_rate 20; igate_dossiers 12698; dossiers_received@all 23784 | "
         "dossiers_received@district 775", "igate_dossier_rate 53.39 raw=53,39; igate_dossiers 12698; "
         "dossiers_received@district 775; dossiers_received@commune 23009"),
    Case("V05-rate", "dossiers_on_time_rate 100; dossiers_resolved 289; dossiers_resolved_early 175; "
         "dossiers_resolved_exactly_on_time 0",
         "dossiers_on_time_rate 60.55 raw=60,55; dossiers_resolved 289; dossiers_resolved_early 175; "
         "dossiers_resolved_exactly_on_time 0"),
    Case("V05-rate", "online_payment_rate 30; fee_procedures_total 10 days=2021-12-15..2022-11-14; "
         "fee_procedures_online_payment 2",
         "online_payment_rate 30; fee_procedures_total 10 days=2021-12-15..2022-11-14; "
         "fee_procedures_online_payment 2 days=2021-12-15..2022-12-06"),
    Case("V06-rate", "pakn_resolution_rate 100; pakn_received 0; pakn_resolved 0", "pakn_received 0; pakn_resolved 0"),
    Case("V06-part", "fee_procedures_total 0; fee_procedures_online_payment 250",
         "fee_procedures_total 0; fee_procedures_online_payment 0"),
    Case("V08-part", "online_l3_eligible 82; online_l3_provided 83", "online_l3_eligible 83; online_l3_provided 83"),
    Case("V08-documents", "edocs_outgoing_electronic_only@commune 3471; edocs_outgoing_with_paper@commune 200; "
         "edocs_outgoing_total@commune 3471",
         "edocs_outgoing_electronic_only@commune 3271; edocs_outgoing_with_paper@commune 200; "
         "edocs_outgoing_total@commune 3471"),
    Case("V08-level3", "online_l3_with_dossiers 84; online_l3_provided 83",
         "online_l3_with_dossiers 83; online_l3_provided 83"),
    Case("V08-level4", "online_l4_with_dossiers 84; online_l4_provided 83",
         "online_l4_with_dossiers 83; online_l4_provided 83"),
    Case("V08-eligible", "online_l3_eligible 185; online_l4_eligible 123; procedures_in_force@all 307",
         "online_l3_eligible 185; online_l4_eligible 123; procedures_in_force@all 308"),
    Case("V08-leaders-district", "digital_certs_leaders_district 4; leaders_district 3",
         "digital_certs_leaders_district 3; leaders_district 3"),
    Case("V08-leaders-department", "digital_certs_leaders_department 35; leaders_department 34",
         "digital_certs_leaders_department 33; leaders_department 34"),
    Case("V08-leaders-commune", "digital_certs_leaders_commune 31; leaders_commune 30",
         "digital_certs_leaders_commune 30; leaders_commune 30"),
    Case("V08-tasks", "assigned_tasks_done_on_time 224; assigned_tasks_done_late 50; assigned_tasks_total 273",
         "assigned_tasks_done_on_time 224; assigned_tasks_done_late 0; assigned_tasks_total 273"),
    Case("V08-legal", "legal_docs_on_schedule 3; legal_docs_issued 2", "legal_docs_on_schedule 2; legal_docs_issued 2"),
    Case("V09-sum", "online_l34_provided 165; online_l3_provided 83; online_l4_provided 83",
         "online_l34_provided 166; online_l3_provided 83; online_l4_provided 83"),
    Case("V09-portal", "online_l34_national_portal 6; online_l3_provided 2; online_l4_provided 3",
         "online_l34_national_portal 250; online_l3_provided 129; online_l4_provided 250"),
    Case("V09-rest", "online_l34_national_portal 250; online_l3_provided 129; online_l4_provided 250",
         "online_l34_national_portal 379; online_l3_provided 129; online_l4_provided 250"),
    Case("V11-units", "psu_total 39; psu_autonomy_total 41",
         "psu_total@all 41; psu_total@department 1; psu_autonomy_total 41"),
    Case("V11-positions", "job_positions_psu_approved 47; psu_autonomy_total 48",
         "job_positions_psu_approved 48; psu_autonomy_total 48"),
    Case("V11-iso", "sở iso_applied_units 2; sở psu_total@all 1 | sở psu_total@department 1",
         "sở iso_applied_units 1; sở psu_total@all 1"),
    Case("V11-disciplined", "disciplined_psu_staff 42; psu_staff_present 41",
         "disciplined_psu_staff 1; psu_staff_present 41"),
    Case("V12-narrative", "psu_staff_assigned 1198; psu_staff_assigned 1185 source=narrative",
         "psu_staff_assigned 1198; psu_staff_assigned 1198 source=narrative"),
    Case("V12-narrative", "igate_dossier_rate 20; igate_dossier_rate 53.39 raw=53,39 source=narrative",
         "igate_dossier_rate 53.4 raw=53,4; igate_dossier_rate 53.39 raw=53,39 source=narrative"),
    Case("V12-higher", "c1 staff_present 21 source=narrative; c1 staff_present 20 source=higher_table",
         "c1 staff_present 21 source=narrative; c1 staff_present 20 source=higher_table; c1 staff_present 20"),
    Case("V12-higher", "investment_plan 118588; investment_plan 11859 source=higher_table",
         "investment_plan 118588; investment_plan 118600 source=higher_table"),
    Case("V21-window",
         "dossiers_received 775 days=2021-12-15..2022-11-14; dossiers_pending 11 days=2021-12-15..2022-11-14",
         "dossiers_received 775 days=2021-12-15..2022-12-14; dossiers_pending 11 days=2022-12-01..2022-12-14"),
    Case("V21-window", "2023 investment_disbursed 5 days=2023-01-15..2023-12-14",
         "2023 investment_disbursed 5 days=2023-01-01..2023-12-14; 2023-Q2 dossiers_received 3 basis=cumulative "
         "days=2022-12-15..2023-06-14"),
    Case("V21-interval", "2022-07-08/2023-03-31 dossiers_received 289 days=2022-07-08..2023-03-31",
         "2023-Q1 dossiers_received 289 days=2022-12-15..2023-03-14"),
    Case("V22-vocabulary", f"online_l3_provided 2 {_OLD}; online_l4_provided 3 {_NEW}",
         f"online_l3_provided 2 {_OLD}; psu_self_fund_partial 3 label=tự_bảo_đảm_một_phần"),
    Case("V24-falling", "2024 dossiers_received@commune 80; 2024-9M dossiers_received@commune 90",
         "2024 dossiers_received@commune 90; 2024-9M dossiers_received@commune 90"),
    Case("V24-falling", "2024-9M legal_docs_issued 3; 2024-Q1 legal_docs_issued 4",  # over a gap
         "2024-9M legal_docs_issued 4 days=2024-01-01..2024-09-30; 2024-Q1 legal_docs_issued 5"),
    Case("V24-falling", "2024-Q2 legal_docs_issued 3 basis=cumulative; 2024-Q1 legal_docs_issued 4",
         "2024-Q2 legal_docs_issued 3; 2024-Q1 legal_docs_issued 4"),
    Case("V24-quarter", "2024-Q2 legal_docs_issued 3; 2024-H1 legal_docs_issued 6; 2024-Q1 legal_docs_issued 4",
         "2024-Q2 legal_docs_issued 2; 2024-H1 legal_docs_issued 6; 2024-Q1 legal_docs_issued 4"),
    Case("V25-high", "investment_plan 100; investment_disbursed 121", "investment_plan 100; investment_disbursed 119"),
    Case("V25-high", "investment_disbursement_rate 165", "investment_disbursement_rate 120"),
    Case("V26-total", "communes_total 12", "communes_total 11"),
    Case("V26-connected", "onestop_connected_communes 12", "onestop_connected_communes 11"),
    Case("V27-present", "staff_present 91; staff_assigned 90", "staff_present 90; staff_assigned 90"),
    Case("V27-psu", "psu_staff_present 91; psu_staff_assigned 90", "psu_staff_present 90; psu_staff_assigned 90"),
    Case("V27-autonomous", "psu_autonomous_staff_present 11; psu_autonomous_staff_approved 10",
         "psu_autonomous_staff_present 7; psu_autonomous_staff_approved 10"),
    Case("V27-cut", "2023 staff_cut_in_period 91; 2022 staff_assigned 90",
         "2023 staff_cut_in_period 1; 2022 staff_assigned 90"),
    Case("V28-common", "c1 procedures_in_force@commune 119 |" +
         ";".join(f"c{n} procedures_in_force@commune 118" for n in range(2, 8)),
         _each(7, "procedures_in_force@commune 118")),
    Case("V29-sector", "procedures_in_force@commune 109 label=Số_TTHC_(gồm_cả_Ngành_dọc)",
         "procedures_in_force@commune 109 label=Số_TTHC_cấp_xã"),
    Case("V30-magnitude", "2024-Q2 steering_documents_issued 30000; 2024-Q1 steering_documents_issued 30",
         "2024-Q2 steering_documents_issued 290; 2024-Q1 steering_documents_issued 30"),
    Case("V30-magnitude", "2024 staff_assigned 7; 2023 staff_assigned 700",
         "2024 staff_assigned 99; 2023 staff_assigned 7"),
    Case("V30-magnitude", "2024-Q2 legal_docs_disseminated 900; 2024-Q1 legal_docs_disseminated 20 | "
         "2023-Q2 legal_docs_disseminated 30",
         "2024-Q2 legal_docs_disseminated 900; 2024-Q1 legal_docs_disseminated 85; "
         "2023-Q2 legal_docs_disseminated 800"),
    Case("V31-peers", "c9 2024-Q1 legal_docs_issued 900 |" +
         ";".join(f"c{n} 2024-Q1 legal_docs_issued {20 + n}" for n in range(1, 9)),
         "c9 2024-Q1 legal_docs_issued 900;" +
         ";".join(f"c{n} 2024-Q1 legal_docs_issued {20 + n}" for n in range(1, 7))),
]  # fmt: skip
