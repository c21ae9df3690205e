"""What people of the generated history say: one plain sentence per field, about a place, naming nobody."""

from typing import Final

SENTENCES: Final[dict[str, str]] = {
    "LAND": "Đề nghị sớm cấp giấy chứng nhận quyền sử dụng đất cho các hộ ở {place}.",
    "COMPENSATION_CLEARANCE": "Đề nghị chi trả tiền đền bù, giải phóng mặt bằng còn thiếu tại {place}.",
    "ENVIRONMENT": "Đề nghị thu gom rác thải và xử lý nguồn nước ô nhiễm tại {place}.",
    "VILLAGE_MERGER": "Sau khi sáp nhập bản ở {place}, đề nghị bố trí lại nhà văn hóa cho thuận tiện.",
    "POLICY_BENEFIT": "Đề nghị rà soát chế độ, chính sách cho hộ nghèo, hộ cận nghèo ở {place}.",
    "TTHC": "Đề nghị rút ngắn thời gian giải quyết thủ tục hành chính tại {place}.",
    "CONDUCT": "Đề nghị chấn chỉnh thái độ tiếp dân của bộ phận một cửa tại {place}.",
    "STAFF_RIGHTS": "Đề nghị làm rõ chế độ làm thêm giờ và đào tạo, bồi dưỡng của viên chức tại {place}.",
    "PARTY_GOV_BUILDING": "Đề nghị công khai kết quả đánh giá, xếp loại hằng năm tại {place}.",
    "INFRASTRUCTURE": "Đề nghị sửa chữa đường giao thông xuống cấp tại {place}.",
    "EDUCATION": "Đề nghị đầu tư thêm phòng học cho điểm trường tại {place}.",
    "HEALTH": "Đề nghị bổ sung thuốc và bác sĩ cho trạm y tế tại {place}.",
    "AGRICULTURE": "Đề nghị hỗ trợ giống cây trồng và đầu ra cho nông sản tại {place}.",
    "SECURITY_ORDER": "Đề nghị tăng cường tuần tra, giữ gìn an ninh trật tự tại {place}.",
    "BUSINESS": "Đề nghị hướng dẫn hợp tác xã vay vốn ưu đãi tại {place}.",
    "OTHER": "Đề nghị thông tin kịp thời hơn về chủ trương mới tại {place}.",
}
