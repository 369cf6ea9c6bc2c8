#include "domains/training/port.hpp"
#include "domains/training/records.hpp"

namespace boai::training {

using measures::Kind;

Domain domain() {
  const auto* attendance = &Attendance::type();
  const auto* certificate = &Certificate::type();
  return {
      .name = "training",
      .types = {attendance, certificate},
      .commands =
          {
              command::make<Attend>("training.attend", "登记参训", "training.attendance"),
              command::make<Certify>("training.certify", "发证", "training.certificate"),
          },
      .measures =
          {
              {.code = "training.attendances",
               .label = "培训人次",
               .kind = Kind::flow,
               .type = attendance,
               .day = "day",
               .where = {{"passed", "true"}},
               .dimensions = {"setting", "occupation"}},
              {.code = "training.people_trained",
               .label = "受训人数",
               .kind = Kind::distinct,
               .type = attendance,
               .day = "day",
               .unit = "person",
               .where = {{"passed", "true"}}},
              {.code = "training.certificates",
               .label = "发证数",
               .kind = Kind::flow,
               .type = certificate,
               .day = "day",
               .dimensions = {"course", "occupation"}},
              {.code = "training.holders",
               .label = "持证人数",
               .kind = Kind::distinct,
               .type = certificate,
               .day = "day",
               .unit = "person"},
              {.code = "training.valid_holders",
               .label = "有效证书",
               .kind = Kind::stock,
               .type = certificate,
               .day = "day",
               .until = "valid_until"},
          },
  };
}

}  // namespace boai::training
