"""Wordings of the four themes that offices print, long and short, and look-alikes that are something else."""

import pytest

from tests.workbooks import figures, read

TITLE = "Số liệu năm 2024 của UBND huyện Lắk, tỉnh Đắk Lắk"
WORDINGS = """
dossiers_received | hồ sơ
    Số hồ sơ tiếp nhận mới
    Hồ sơ mới tiếp nhận trong kỳ
    Số HS tiếp nhận trong kỳ
    Số hồ sơ TTHC nhận mới
    Số hồ sơ phát sinh trong kỳ
    Hồ sơ tiếp nhận trong năm
    Tổng số HS TN mới
    Số lượng hồ sơ đã tiếp nhận
    Tổng HS tiếp nhận trong kỳ báo cáo (trực tiếp + trực tuyến + BCCI)
    Tổng số hồ sơ tiếp nhận (trực tiếp và trực tuyến)
dossiers_received_direct | hồ sơ
    Hồ sơ nộp trực tiếp
    Tiếp nhận trực tiếp và qua dịch vụ BCCI
    Số hồ sơ tiếp nhận trực tiếp tại Bộ phận Một cửa
    Số hồ sơ tiếp nhận trực tiếp hoặc qua bưu chính
    HS trực tiếp, BCCI
online_dossier_base | hồ sơ
    Tổng số hồ sơ tiếp nhận của các TTHC mức độ 3, 4 có phát sinh hồ sơ
    Tổng số hồ sơ đã tiếp nhận của TTHC mức 3, 4 (cả trực tiếp và trực tuyến)
online_l3_with_dossiers | thủ tục
    Số TTHC mức độ 3 có phát sinh hồ sơ
online_l34_provided | thủ tục
    Tổng số DVCTT mức độ 3, 4
online_dossiers_received | hồ sơ
    Số hồ sơ tiếp nhận trực tuyến mức độ 3 và 4
    Số hồ sơ nộp qua mạng
    Số hồ sơ tiếp nhận qua DVCTT
    HS trực tuyến
    Số hồ sơ tiếp nhận trực tuyến trong kỳ
    Hồ sơ tiếp nhận trên môi trường mạng
dossiers_carried_over | hồ sơ
    Hồ sơ kỳ trước chuyển sang
    Số HS tồn kỳ trước
    Số hồ sơ tồn đọng từ kỳ trước
    Hồ sơ quý trước chuyển qua
    Số hồ sơ năm trước chuyển sang
    Hồ sơ tồn đầu kỳ
    HS cũ chuyển sang
dossiers_to_process | hồ sơ
    Số HS thụ lý trong kỳ (mới tiếp nhận + kỳ trước chuyển qua)
    Tổng tiếp nhận hồ sơ = Trong kỳ + Kỳ trước
    Tổng số hồ sơ phải giải quyết
    Tổng số hồ sơ cần giải quyết trong kỳ
    Tổng số HS phải xử lý
    Số hồ sơ tiếp nhận (bao gồm cả hồ sơ kỳ trước chuyển sang)
    Hồ sơ tồn kỳ trước và tiếp nhận mới
dossiers_resolved | hồ sơ
    Hồ sơ đã giải quyết
    Số hồ sơ đã trả kết quả
    Số HS đã GQ
    Tổng số hồ sơ đã xử lý xong
    Số hồ sơ giải quyết xong trong kỳ
    Số hồ sơ đã có kết quả giải quyết
    Hồ sơ đã giải quyết và trả kết quả
dossiers_resolved_early | hồ sơ
    Số hồ sơ giải quyết trước hạn
    HS trả trước hẹn
    Hồ sơ đã giải quyết sớm hạn
    Số hồ sơ trả kết quả trước hạn
    Hồ sơ giải quyết trước thời hạn
dossiers_resolved_on_time | hồ sơ
    Hồ sơ giải quyết đúng và trước hẹn
    Số hồ sơ giải quyết trước và đúng hạn
    HS giải quyết sớm và đúng hạn
    Số hồ sơ trả kết quả đúng hạn hoặc trước hạn
    Hồ sơ đã giải quyết trước hạn và đúng hạn
    Số hồ sơ giải quyết đúng thời hạn và trước thời hạn
dossiers_resolved_late | hồ sơ
    Số hồ sơ giải quyết quá hạn
    Hồ sơ đã giải quyết trễ hẹn
    HS trả quá hạn
    Số hồ sơ giải quyết chậm hạn
    Số hồ sơ đã trả kết quả trễ hạn
dossiers_pending | hồ sơ
    Hồ sơ đang giải quyết
    Số HS đang GQ
    Số hồ sơ đang thụ lý
    Hồ sơ chuyển kỳ sau
    Số hồ sơ còn tồn cuối kỳ
    Số hồ sơ chưa giải quyết xong
    Hồ sơ đang trong quá trình xử lý
    Số hồ sơ chuyển sang quý sau
dossiers_pending_in_time | hồ sơ
    Hồ sơ đang giải quyết trong hạn
    Số hồ sơ đang giải quyết còn hạn
    Số hồ sơ chưa đến hạn trả
    Hồ sơ đang trong thời hạn giải quyết
    Hồ sơ chưa đến hạn trả kết quả
dossiers_pending_late | hồ sơ
    Hồ sơ chuyển kỳ sau đã quá hạn giải quyết
    Hồ sơ đang giải quyết quá hạn
    Số hồ sơ đang giải quyết đã quá hạn
    Số hồ sơ quá hạn chưa giải quyết
    HS tồn quá hạn
    Hồ sơ đang xử lý trễ hạn
dossiers_on_time_rate | %
    Tỷ lệ hồ sơ giải quyết đúng hạn
    Tỷ lệ giải quyết hồ sơ trước và đúng hạn
    Tỷ lệ HS trả đúng hạn
    Tỷ lệ hồ sơ TTHC được giải quyết sớm và đúng hạn
    Tỷ lệ hồ sơ giải quyết đúng và trước hẹn
igate_dossiers | hồ sơ
    Số hồ sơ cập nhật trên iGate
    Số hồ sơ tiếp nhận trên phần mềm một cửa điện tử
    Số hồ sơ cập nhật vào Hệ thống thông tin giải quyết TTHC
igate_dossier_rate | %
    Tỷ lệ hồ sơ cập nhật trên iGate
    Tỷ lệ hồ sơ tiếp nhận trên hệ thống một cửa điện tử
online_dossier_rate | %
    Tỷ lệ hồ sơ trực tuyến
    Tỷ lệ hồ sơ tiếp nhận trực tuyến
    Tỷ lệ hồ sơ nộp qua mạng
    Tỷ lệ HS trực tuyến
    Tỷ lệ hồ sơ tiếp nhận qua DVCTT
communes_total | đơn vị
    Tổng số đơn vị hành chính cấp xã
    Số đơn vị hành chính cấp xã
    Số đơn vị cấp xã
    Tổng số xã, phường, thị trấn
    Tổng số UBND cấp xã
    Số xã, phường, thị trấn
onestop_connected_communes | đơn vị
    Số đơn vị cấp xã đã kết nối hệ thống một cửa điện tử
    Số xã, thị trấn kết nối hệ thống iGate
    Số UBND cấp xã đã kết nối hệ thống một cửa điện tử
    Số xã đã kết nối hệ thống một cửa điện tử
    Số đơn vị cấp xã đã kết nối với Hệ thống thông tin giải quyết TTHC
onestop_connected_communes_rate | %
    Tỷ lệ đơn vị cấp xã đã kết nối hệ thống một cửa điện tử
    Tỷ lệ UBND cấp xã đã kết nối hệ thống một cửa điện tử
    Tỷ lệ xã, thị trấn kết nối hệ thống iGate
online_l3_eligible | thủ tục
    Số TTHC đủ điều kiện cung cấp DVCTT mức độ 3
    Tổng số TTHC đủ điều kiện trực tuyến mức độ 3
    Số TTHC đủ điều kiện mức độ 3
    Số DVCTT mức độ 3 đủ điều kiện cung cấp
online_l3_provided | thủ tục
    Số DVCTT mức độ 3 đang cung cấp
    Số TTHC cung cấp DVCTT mức độ 3
    Số TTHC đã cung cấp trực tuyến mức độ 3
    Số dịch vụ công trực tuyến mức độ 3 được cung cấp
online_l3_with_dossiers | thủ tục
    Số TTHC mức độ 3 có phát sinh hồ sơ
    Số DVCTT mức độ 3 có phát sinh hồ sơ
    Số TTHC cung cấp trực tuyến mức độ 3 có phát sinh hồ sơ
online_l4_eligible | thủ tục
    Số TTHC đủ điều kiện cung cấp DVCTT mức độ 4
    Số TTHC đủ điều kiện mức độ 4
online_l4_provided | thủ tục
    Số DVCTT mức độ 4 đang cung cấp
    Số TTHC đang cung cấp DVCTT mức độ 4
online_l4_with_dossiers | thủ tục
    Số TTHC mức độ 4 có phát sinh hồ sơ
    Số DVCTT mức độ 4 có phát sinh hồ sơ
online_l34_provided | thủ tục
    Số TTHC cung cấp DVCTT mức độ 3, 4
    Tổng số DVCTT mức độ 3 và 4 đang cung cấp
    Số TTHC đang cung cấp mức độ 3, mức độ 4
online_l34_national_portal | thủ tục
    Số DVCTT mức độ 3, 4 đã tích hợp lên Cổng DVC quốc gia
    Số TTHC mức độ 3 và 4 được tích hợp trên Cổng Dịch vụ công quốc gia
online_l34_national_portal_rate | %
    Tỷ lệ DVCTT mức độ 3, 4 đã tích hợp lên Cổng DVC quốc gia
online_l3_provision_rate | %
    Tỷ lệ TTHC đủ điều kiện được cung cấp DVCTT mức độ 3
fee_procedures_total | thủ tục
    Số TTHC có nghĩa vụ tài chính
    Số TTHC có yêu cầu thực hiện nghĩa vụ tài chính
    Tổng số TTHC có thu phí, lệ phí
    Số thủ tục có phí, lệ phí
    TTHC có yêu cầu nghĩa vụ tài chính
fee_procedures_online_payment | thủ tục
    Số TTHC đã tích hợp thanh toán trực tuyến
    Số TTHC triển khai thanh toán trực tuyến
    Số TTHC có nghĩa vụ tài chính đã triển khai thanh toán trực tuyến
    Số thủ tục được tích hợp chức năng thanh toán trực tuyến
online_payment_rate | %
    Tỷ lệ TTHC đã triển khai thanh toán trực tuyến
    Tỷ lệ TTHC tích hợp thanh toán trực tuyến
    Tỷ lệ TTHC có nghĩa vụ tài chính đã triển khai thanh toán trực tuyến
postal_procedures_announced | thủ tục
    Số TTHC đã công bố triển khai qua dịch vụ BCCI
    Số TTHC được công bố thực hiện qua bưu chính công ích
    Số thủ tục đã công bố qua dịch vụ bưu chính công ích
postal_procedures_received | thủ tục
    Số TTHC thực tế có tiếp nhận qua dịch vụ BCCI
    Số TTHC tiếp nhận qua dịch vụ bưu chính công ích
postal_procedures_returned | thủ tục
    Số TTHC thực tế có trả kết quả qua dịch vụ BCCI
    Số TTHC trả kết quả qua bưu chính công ích
postal_dossiers_received | hồ sơ
    Số hồ sơ tiếp nhận qua dịch vụ BCCI
    Số HS tiếp nhận qua bưu chính công ích
    Hồ sơ nhận qua đường bưu điện
    Số hồ sơ thực tế tiếp nhận qua BCCI
postal_dossiers_returned | hồ sơ
    Số hồ sơ trả kết quả qua dịch vụ BCCI
    Số HS trả kết quả qua bưu chính công ích
    Số hồ sơ đã trả kết quả qua bưu điện
postal_dossiers_received_rate | %
    Tỷ lệ hồ sơ tiếp nhận qua dịch vụ BCCI
    Tỷ lệ hồ sơ tiếp nhận qua bưu chính công ích
postal_results_returned_rate | %
    Tỷ lệ hồ sơ trả kết quả qua dịch vụ BCCI
staff_assigned | người
    Biên chế công chức được giao
    Số biên chế giao năm
    Chỉ tiêu biên chế công chức được giao
    Biên chế hành chính được giao
    Biên chế công chức khối quản lý nhà nước được giao
    Tổng biên chế được giao
    BC công chức giao
staff_present | người
    Biên chế công chức hiện có
    Số biên chế công chức có mặt
    Biên chế thực tế có mặt
    Công chức trong cơ quan hành chính nhà nước hiện có
    Số công chức hiện có mặt
    Biên chế hành chính đang sử dụng
staff_contract | người
    Số lao động hợp đồng theo Nghị định 68
    HĐLĐ 68
    Hợp đồng theo NĐ 111/2022/NĐ-CP hiện có
    Lao động hợp đồng theo NĐ 111
    Số hợp đồng lao động có mặt
    LĐHĐ 68
staff_cut_in_period | người
    Số công chức tinh giản biên chế trong năm
    Số biên chế công chức đã tinh giản
    Số biên chế đã thực hiện tinh giản
    Số công chức được tinh giản
staff_cut_rate_vs_2015 | %
    Tỷ lệ tinh giản biên chế so với năm 2015
    Tỷ lệ biên chế công chức đã tinh giản so với năm 2015
    Tỷ lệ tinh giản biên chế công chức so với 2015
staff_cut_rate_vs_plan | %
    Tỷ lệ tinh giản biên chế so với kế hoạch
    Tỷ lệ biên chế công chức đã tinh giản so với kế hoạch năm
staff_fill_rate | %
    Tỷ lệ biên chế có mặt/được giao
    Tỷ lệ biên chế công chức hiện có so với được giao
psu_staff_assigned | người
    Số lượng người làm việc trong các đơn vị sự nghiệp được giao
    Biên chế viên chức được giao
    Biên chế sự nghiệp giao
    Số người làm việc trong ĐVSN được giao
    Chỉ tiêu số lượng người làm việc được giao
    Số lượng NLV được giao
psu_staff_present | người
    Số lượng người làm việc hiện có trong ĐVSNCL
    Viên chức có mặt
    Biên chế sự nghiệp hiện có
    Số người làm việc tại các đơn vị sự nghiệp công lập có mặt
    Số viên chức hiện có mặt
psu_staff_cut_in_period | người
    Số viên chức tinh giản biên chế trong năm
    Số người làm việc trong đơn vị sự nghiệp đã tinh giản
    Số viên chức đã tinh giản
psu_staff_cut_rate_vs_2015 | %
    Tỷ lệ viên chức đã tinh giản so với năm 2015
    Tỷ lệ tinh giản số lượng người làm việc so với năm 2015
psu_staff_fill_rate | %
    Tỷ lệ viên chức có mặt/được giao
    Tỷ lệ người làm việc có mặt so với được giao
civil_servants_recruited | người
    Số công chức tuyển dụng trong năm (thi tuyển, xét tuyển)
    Số công chức được tuyển dụng mới
    Công chức được tuyển dụng
    Số công chức tuyển mới
public_employees_recruited | người
    Số viên chức tuyển dụng trong năm
    Số viên chức được tuyển dụng (thi, xét tuyển)
    Viên chức tuyển dụng mới
psu_self_fund_recurrent_and_investment | đơn vị
    Số ĐVSN tự bảo đảm chi thường xuyên và chi đầu tư
    Số đơn vị sự nghiệp tự đảm bảo chi thường xuyên và đầu tư
    ĐVSN công lập tự chủ chi thường xuyên và chi đầu tư
psu_self_fund_recurrent | đơn vị
    Số ĐVSN tự đảm bảo chi thường xuyên
    Số ĐVSNCL tự chủ 100% chi thường xuyên
    Đơn vị sự nghiệp tự bảo đảm kinh phí chi thường xuyên
psu_self_fund_partial | đơn vị
    Số ĐVSN tự đảm bảo một phần chi thường xuyên
    ĐVSN công lập tự bảo đảm một phần kinh phí chi thường xuyên
    Số ĐVSN tự chủ một phần
psu_state_funded | đơn vị
    Số ĐVSN do NSNN bảo đảm chi thường xuyên
    Số đơn vị sự nghiệp do ngân sách nhà nước đảm bảo chi thường xuyên
    ĐVSN do Nhà nước đảm bảo toàn bộ kinh phí chi thường xuyên
psu_self_fund_partial_70_100 | đơn vị
    Số ĐVSN tự đảm bảo từ 70% đến dưới 100% chi thường xuyên
psu_self_fund_partial_30_70 | đơn vị
    ĐVSN tự bảo đảm từ 30% đến dưới 70%
psu_self_fund_partial_10_30 | đơn vị
    ĐVSNCL tự bảo đảm từ 10% đến dưới 30% chi thường xuyên
investment_plan | triệu đồng
    Kế hoạch vốn giao trong năm
    Kế hoạch vốn ĐTC được giao
    KH vốn đầu tư công
    Tổng kế hoạch vốn giao
    Vốn đầu tư công được giao
    Vốn đầu tư công được phân bổ
    KHV giao
    Kế hoạch đầu tư công được giao
investment_disbursed | triệu đồng
    Vốn đã giải ngân
    Số vốn đầu tư công đã giải ngân
    Lũy kế giải ngân vốn đầu tư công
    Giá trị giải ngân vốn ĐTC
    Khối lượng đã thanh toán
    Số tiền đã giải ngân
    Vốn đầu tư công đã thanh toán
    Kết quả giải ngân vốn ĐTC
investment_disbursement_rate | %
    Tỷ lệ giải ngân vốn đầu tư công
    Tỷ lệ giải ngân
    Tỷ lệ giải ngân so với kế hoạch
    Tỷ lệ giải ngân kế hoạch vốn ĐTC
    Tỷ lệ giải ngân/kế hoạch vốn
    % giải ngân vốn ĐTC
"""
LOOK_ALIKES = """
- | hồ sơ
    Số hồ sơ quá hạn (bao gồm đã giải quyết và đang giải quyết)
    Số hồ sơ TTHC mức độ 3, 4
    Tổng số hồ sơ tiếp nhận trực tuyến mức độ 3, 4
- | thủ tục
    Số DVCTT mức 3, 4 cung cấp mới trong năm
- | hồ sơ
    Số hồ sơ tiếp nhận lĩnh vực đất đai
    Số hồ sơ khiếu nại đã giải quyết
    Số hồ sơ công việc đã xử lý
    Số hồ sơ tiếp nhận trực tuyến toàn trình
    Số hồ sơ thanh toán trực tuyến
    Hồ sơ xin lỗi tổ chức, cá nhân do trễ hạn
    Số hồ sơ có số hóa thành phần hồ sơ
    Số hồ sơ tiếp nhận trực tuyến mức độ 3
    Số hồ sơ trả lại, xin rút
    Số hồ sơ nộp qua Cổng dịch vụ công quốc gia
    Số hồ sơ tiếp nhận bổ sung
    Hồ sơ đã giải quyết trước hạn 5 ngày
    Số hồ sơ có nghĩa vụ tài chính
- | %
    Tỷ lệ hồ sơ được số hóa thành phần hồ sơ
    Tỷ lệ hồ sơ giải quyết trước hạn
    Tỷ lệ hồ sơ giải quyết trễ hẹn
    Tỷ lệ ĐVSN tự bảo đảm chi thường xuyên
    Tỷ lệ giải ngân vốn ODA
    Tỷ lệ giải ngân so với cùng kỳ
- | thủ tục
    Số giao dịch thanh toán trực tuyến
    Số TTHC có phát sinh giao dịch thanh toán trực tuyến
    Số TTHC chưa tích hợp thanh toán trực tuyến
    Số TTHC mức độ 3 chưa phát sinh hồ sơ
    Số TTHC đủ điều kiện chưa cung cấp trực tuyến mức độ 3
    Số DVCTT toàn trình đang cung cấp
    Số TTHC không có nghĩa vụ tài chính
    Số TTHC đủ điều kiện
    Số TTHC có phát sinh hồ sơ
    Số TTHC không thực hiện qua dịch vụ BCCI
- | đơn vị
    Số xã chưa kết nối hệ thống một cửa điện tử
    Số xã đạt chuẩn nông thôn mới
    Số ĐVSN chưa tự bảo đảm chi thường xuyên
    Tự bảo đảm chi thường xuyên
- | triệu đồng
    Kinh phí ĐVSN tự bảo đảm chi thường xuyên
    Kinh phí tự bảo đảm chi thường xuyên
    Kế hoạch vốn kéo dài
    Kế hoạch vốn năm trước kéo dài sang
    Vốn chương trình MTQG giảm nghèo bền vững đã giải ngân
    Giá trị khối lượng hoàn thành
    Vốn chưa giải ngân
    Ước giải ngân vốn đầu tư công
    Kế hoạch vốn trung hạn
    Tổng mức đầu tư
    Kế hoạch vốn HĐND tỉnh giao
    Vốn đầu tư công ngân sách tỉnh đã giải ngân
    Kế hoạch vốn chưa phân bổ
- | người
    Số người làm việc trong ĐVSN tự bảo đảm chi thường xuyên
    Số ĐVSN tự bảo đảm chi thường xuyên và chi đầu tư có
    Chỉ tiêu tuyển dụng công chức
    Nhu cầu tuyển dụng viên chức
    Số công chức dự kiến tuyển dụng
    Số công chức, viên chức tuyển dụng
    Số công chức cấp xã tuyển dụng
    Số công chức được tuyển dụng chưa bổ nhiệm
    Hợp đồng chuyên môn
    Hợp đồng theo NĐ 111/2022/NĐ-CP được giao
    Hợp đồng giáo viên hiện có
    Viên chức hưởng lương từ nguồn thu sự nghiệp có mặt
    Người hoạt động không chuyên trách có mặt
    Biên chế khối đảng, đoàn thể được giao
    Biên chế giáo viên được giao
    Biên chế công chức chưa sử dụng
    Biên chế công chức được giao năm 2015
    Biên chế công chức nữ hiện có
"""
TITLES_THAT_NARROW = """
Kết quả giải quyết hồ sơ TTHC trực tuyến mức độ 4
Kết quả giải quyết TTHC có nghĩa vụ tài chính
Kết quả giải quyết TTHC đã công bố triển khai qua bưu chính
Hồ sơ xin lỗi do trễ hạn
"""


def of_codes(text: str) -> list[tuple[str, str, str]]:
    """The lines below each indicator, with it and with what is counted."""
    found, code, measure = [], "", ""
    for line in text.strip().splitlines():
        if line.startswith(" "):
            found.append((line.strip(), measure, code))
        else:
            code, measure = line.split(" | ")
    return found


@pytest.mark.parametrize(("label", "measure", "code"), of_codes(WORDINGS))
def test_a_wording_that_offices_print_is_understood(label: str, measure: str, code: str) -> None:
    reading = read(f"1 | {label} | {measure} | {97.5 if measure == '%' else 12}", TITLE)
    assert list(figures(reading)) == [code]


@pytest.mark.parametrize(("label", "measure", "code"), of_codes(LOOK_ALIKES))
def test_what_only_looks_like_an_indicator_is_not_taken(label: str, measure: str, code: str) -> None:
    assert figures(read(f"1 | {label} | {measure} | {97.5 if measure == '%' else 12}", TITLE)) == {}, code


@pytest.mark.parametrize("title", TITLES_THAT_NARROW.strip().splitlines())
def test_a_title_that_narrows_asks_for_what_stands_below(title: str) -> None:
    header = "STT | Đơn vị | Hồ sơ tiếp nhận | Đã giải quyết"
    reading = read("1 | Xã Ba Cung | 5 | 4", f"{title} năm 2024 của UBND huyện Ba Tơ, tỉnh Quảng Ngãi", header)
    assert figures(reading) == {}


def test_posts_to_be_filled_are_no_posts_assigned() -> None:
    title = "Tuyển dụng công chức năm 2024 của UBND huyện Ba Tơ, tỉnh Quảng Ngãi"
    assert figures(read("1 | Xã Ba Cung | 5 | 4", title, "STT | Đơn vị | Chỉ tiêu | Trúng tuyển")) == {}


def test_dossiers_whose_fees_are_paid_online_are_not_all_that_were_received() -> None:
    title = "Thanh toán trực tuyến phí, lệ phí năm 2024 của UBND huyện Ba Tơ, tỉnh Quảng Ngãi"
    header = "STT | Đơn vị | Số hồ sơ tiếp nhận | Số hồ sơ thanh toán trực tuyến"
    assert figures(read("1 | Xã Ba Cung | 5 | 4", title, header)) == {}


@pytest.mark.parametrize("heading", ["Giải ngân trong tháng (triệu đồng)", "Giải ngân trong quý (triệu đồng)"])
def test_money_of_a_part_of_the_year_is_no_figure_of_it(heading: str) -> None:
    header = f"STT | Đơn vị | Kế hoạch vốn (triệu đồng) | {heading}"
    reading = read("1 | Xã Ba Cung | 900 | 40", "Giải ngân vốn đầu tư công năm 2024 của UBND huyện Ba Tơ", header)
    assert list(figures(reading)) == ["investment_plan"]


def test_dossiers_of_a_month_are_not_those_of_the_year() -> None:
    header = "STT | Đơn vị | Số hồ sơ tiếp nhận trong tháng | Số hồ sơ đã giải quyết"
    reading = read("1 | Xã Ba Cung | 90 | 40", "Kết quả giải quyết hồ sơ TTHC năm 2024 của UBND huyện Ba Tơ", header)
    assert list(figures(reading)) == ["dossiers_resolved"]


@pytest.mark.parametrize(
    ("label", "wanted"),
    [
        ("Tổng biên chế công chức, viên chức được giao", []),
        ("Số đơn vị sự nghiệp công lập hiện có", []),
        ("Số lãnh đạo UBND cấp huyện", ["leaders_district"]),
        ("Lãnh đạo các phòng chuyên môn", ["leaders_department"]),
        ("Lãnh đạo các đơn vị trực thuộc", ["leaders_subordinate_units"]),
        ("Số phòng chuyên môn thuộc UBND cấp huyện", ["org_departments_count"]),
        ("Số ĐVSN đã chuyển thành công ty cổ phần", ["psu_equitised"]),
    ],
)
def test_people_units_and_offices_are_counted_apart(label: str, wanted: list[str]) -> None:
    """Under a title of posts: 'Số đơn vị sự nghiệp hiện có' are no people that are present."""
    reading = read(f"1 | {label} | | 12", "Biên chế năm 2024 của UBND huyện Lắk, tỉnh Đắk Lắk")
    assert [one for one in figures(reading) if not one.startswith("psu_total")] == wanted


def test_procedures_that_may_be_paid_for_online_under_their_rate() -> None:
    rows = """
        6 | Cung cấp dịch vụ công trực tuyến | | |
        6.5 | Tỷ lệ TTHC đã triển khai thanh toán trực tuyến | % | '60 |
        6.5.1 | Tổng số TTHC có yêu cầu nghĩa vụ tài chính | TTHC | 85 |
        6.5.2 | Số TTHC đã triển khai thanh toán trực tuyến | TTHC | 51 |
    """
    found = figures(read(rows, "Xây dựng chính quyền điện tử năm 2024 của UBND huyện Ba Tơ, tỉnh Quảng Ngãi"))
    assert found == {"online_payment_rate": 60, "fee_procedures_total": 85, "fee_procedures_online_payment": 51}
